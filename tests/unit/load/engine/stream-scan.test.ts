import fc from 'fast-check';
import { expect, test } from 'vitest';
import { eventTimesPool } from '../../../../load/engine/event-times.ts';
import { type StreamScan, streamScan } from '../../../../load/engine/stream-scan.ts';

const pool = eventTimesPool();
const delta = (fields: object, more: object = {}): string =>
  `data: ${JSON.stringify({ object: 'chat.completion.chunk', choices: [{ index: 0, delta: fields, finish_reason: null }], ...more })}\n\n`;
const content = (text: string, more: object = {}): string => delta({ content: text }, more);

/** Scans texts, each a read, one a millisecond. */
function scanned(...reads: (string | Buffer)[]): StreamScan {
  const scan = streamScan(pool.take());
  reads.forEach((read, at) => {
    scan.feed(Buffer.from(read), at);
  });
  scan.end();
  return scan;
}
const tokens = ({ times }: StreamScan): number[] => [...times.values.slice(0, times.length)];

test('trap 1: neither the role nor an empty text is a first token', () => {
  const scan = scanned(delta({ role: 'assistant', content: '' }), content(''), content('a'), 'data: [DONE]\n\n');

  expect(scan).toMatchObject({ firstEventAt: 0, firstTokenAt: 2, firstAnswerAt: 2, events: 3, doneAt: 3 });
});

test('trap 2: what the first event bundles is known where the server says it', () => {
  const usage = (n: number) => ({ usage: { prompt_tokens: 9, completion_tokens: n, total_tokens: 9 + n } });
  const scan = scanned(content('Hello there', usage(3)), content(' you', usage(4)));

  expect(scan).toMatchObject({ firstTokens: 3, firstTokenAt: 0, lastTokenAt: 1 });
});

test('trap 3: several events of one read have one stamp, and are counted', () => {
  const scan = streamScan(pool.take());
  scan.feed(Buffer.from(content('a') + content('b')), 5);
  // Parts of one read are handed over one after the other.
  scan.feed(Buffer.from(content('c')), 5.01);
  scan.feed(Buffer.from(content('d')), 9);

  expect(tokens(scan)).toEqual([5, 5, 5, 9]);
  expect(scan.coalesced).toBe(2);
});

test('trap 4: a stream says the same however its bytes are cut', () => {
  const text = Buffer.from(
    delta({ role: 'assistant' }) +
      content('Grüße 🎉') +
      ': keepalive\r\n\r\n' +
      content('x').replaceAll('\n', '\r\n') +
      'data: [DONE]\n\n',
  );
  const property = fc.property(fc.array(fc.integer({ min: 1, max: text.length - 1 }), { maxLength: 30 }), (cuts) => {
    const edges = [0, ...new Set(cuts.toSorted((a, b) => a - b)), text.length];
    const scan = scanned(...edges.slice(1).map((to, index) => text.subarray(edges[index], to)));

    expect(scan).toMatchObject({ events: 3, finish: undefined });
    expect(tokens(scan)).toHaveLength(2);
    expect(scan.doneAt).toBeDefined();
  });

  fc.assert(property);
});

test('trap 5: usage without choices, null in every event, or in each of them', () => {
  const last = 'data: {"choices":[],"usage":{"prompt_tokens":5,"completion_tokens":2,"total_tokens":7}}\n\n';
  const scan = scanned(content('a', { usage: null }), content('b', { usage: null }), last);

  expect(scan.usageLine).toContain('"total_tokens":7');
  expect(tokens(scan)).toEqual([0, 1]);
});

test('trap 6: [DONE] may be missing, or have something behind it', () => {
  expect(scanned(content('a'))).toMatchObject({ events: 1, doneAt: undefined });
  expect(scanned(content('a'), 'data: [DONE]\n\n', content('b'))).toMatchObject({ events: 1, doneAt: 1, afterDone: 1 });
  // Many servers leave the last blank line out.
  expect(scanned(content('a'), 'data: [DONE]').doneAt).toBe(1);
});

test('trap 7: comments, CR LF, and data without a space', () => {
  const scan = scanned(': ping\n\n', 'event: message\r\nid: 1\r\ndata:{"choices":[{"delta":{"content":"a"}}]}\r\n\r\n');

  expect(scan).toMatchObject({ events: 1, firstTokenAt: 1 });
});

test('trap 8: an error inside of a stream is one, whatever its shape', () => {
  const error = 'data: {"error":{"message":"engine died","code":500}}\n\n';
  expect(scanned(content('a'), error, 'data: [DONE]\n\n').errorLine).toContain('engine died');
  expect(scanned('data: {"object":"error","message":"no"}\n\n').errorLine).toContain('no');
  expect(scanned(content('an "error": "here"'), content('{"error":{}}', { error: null })).errorLine).toBeUndefined();
});

test('trap 9: reasoning by both of its names and arguments of tools are tokens, but no answer', () => {
  const scan = scanned(
    delta({ role: 'assistant', content: null, reasoning_content: 'hm', tool_calls: [] }),
    delta({ reasoning: 'so' }),
    delta({ tool_calls: [{ index: 0, function: { arguments: '{"a"' } }] }),
    content('yes'),
  );

  expect(tokens(scan)).toEqual([0, 1, 2, 3]);
  expect(scan.firstAnswerAt).toBe(3);
});

test('trap 11: thoughts alone, cut off by max_tokens, are no answer', () => {
  const scan = scanned(delta({ reasoning: 'hm' }), 'data: {"choices":[{"delta":{},"finish_reason":"length"}]}\n\n');

  expect(scan).toMatchObject({ firstTokenAt: 0, firstAnswerAt: undefined, finish: 'length' });
});

test('spaces of other JSON writers, log probabilities and legacy completions', () => {
  const scan = scanned(
    'data: {"choices": [{"delta": {"content": "a"}, "logprobs": {"content": [{"token": "a"}]}}]}\n\n',
    'data: {"choices": [{"delta": {"content": ""}, "logprobs": {"content": []}}]}\n\n',
    'data: {"choices":[{"text":"b","finish_reason":"stop"}]}\n\n',
  );

  expect(tokens(scan)).toEqual([0, 2]);
  expect(scan.finish).toBe('stop');
});

test('times grow with a long stream and are used again', () => {
  const own = eventTimesPool();
  const times = own.take();
  const scan = streamScan(times);
  for (let at = 0; at < 1_000; at += 1) scan.feed(Buffer.from(content('a')), at);

  expect(times.length).toBe(1_000);
  expect(times.values[999]).toBe(999);
  own.give(times);
  expect(own.take()).toMatchObject({ length: 0, values: { length: 1_024 } });
});
