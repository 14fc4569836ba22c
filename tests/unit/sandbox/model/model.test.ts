import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { healthy } from '../../../../sandbox/behaviour.ts';
import type { ModelBehaviour } from '../../../../sandbox/model/behaviour.ts';
import type { Software } from '../../../../sandbox/model/generate.ts';
import { ClosedByModel, model } from '../../../../sandbox/model/model.ts';
import type { InstallationName, World } from '../../../../sandbox/world.ts';
import { worldOf } from '../gateway/test-world.ts';

const base = await worldOf('guide');
const Answer = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string() }) })),
  usage: z.object({ completion_tokens: z.number() }),
});

function served(
  quirks: Partial<ModelBehaviour> = {},
  installation: InstallationName = 'guide',
  software: Software = installation === 'guide' ? 'vllm' : 'simulator',
) {
  const behaviour = { ...healthy(), model: { ...healthy().model, ...quirks } };
  const world: World = { ...base, installation, behaviour, registries: new Map() };
  const lines: string[] = [];
  const spec = {
    resource: 'r',
    servedName: 'm',
    mode: 'echo',
    software,
    contextTokens: 1024,
    log: (line: string) => lines.push(line),
  } as const;
  const server = model(world, spec);
  const post = (path: string, body: unknown): Promise<Response> =>
    server.handle(
      new Request(`http://model${path}`, {
        method: 'POST',
        headers: { 'x-request-id': 'id-1' },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    );
  const chat = (content = 'red green blue', options: object = {}) =>
    post('/v1/chat/completions', { model: 'm', messages: [{ role: 'user', content }], ...options });
  return { server, post, chat, lines, world };
}

const eventsOf = async (response: Response): Promise<string[]> =>
  (await response.text()).split('\n\n').flatMap((event) => (event === '' ? [] : [event.replace(/^data: /, '')]));

test('a body of 5 MiB is read by vLLM, and refused for its length; the simulator closes the connection', async () => {
  const long = 'moon '.repeat(2 ** 20);
  expect((await served().chat(long)).status).toBe(400);
  await expect(served({}, 'maas-0.0.2').chat(long)).rejects.toThrow(ClosedByModel);
});

describe('a whole answer', () => {
  test('is a chat completion, and is in the log by its request id', async () => {
    const { chat, lines } = served();
    const answer = await (await chat()).json();
    expect(answer).toMatchObject({
      object: 'chat.completion',
      model: 'm',
      choices: [{ index: 0, message: { role: 'assistant', content: 'red green blue' }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 3, completion_tokens: 3, total_tokens: 6 },
    });
    expect(lines.some((line) => line.includes('id-1'))).toBe(true);
  });

  test('of the older kind is a text completion', async () => {
    const { post } = served();
    expect(await (await post('/v1/completions', { model: 'm', prompt: 'red green' })).json()).toMatchObject({
      object: 'text_completion',
      choices: [{ text: 'red green', finish_reason: 'stop' }],
    });
  });
});

describe('a stream', () => {
  test('has the role first, one finish_reason, the usage where asked for, and [DONE] last', async () => {
    const { chat } = served();
    const events = await eventsOf(await chat('red green', { stream: true, stream_options: { include_usage: true } }));
    expect(events.at(-1)).toBe('[DONE]');
    const chunks = events.slice(0, -1).map((event) => JSON.parse(event));
    expect(chunks[0].choices[0].delta.role).toBe('assistant');
    expect(chunks.flatMap(({ choices }) => choices[0]?.delta.content ?? []).join('')).toBe('red green');
    expect(chunks.flatMap(({ choices }) => choices[0]?.finish_reason ?? [])).toEqual(['stop']);
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { total_tokens: 4 } });
  });

  test.each<[string, Partial<ModelBehaviour>, (events: string[]) => boolean]>([
    ['no [DONE]', { noDone: true }, (events) => !events.includes('[DONE]')],
    ['data after [DONE]', { dataAfterDone: true }, (events) => events.indexOf('[DONE]') === events.length - 2],
    ['no role', { noRole: true }, (events) => !events.some((event) => event.includes('"role"'))],
    ['no finish_reason', { noFinishReason: true }, (events) => !events.some((event) => event.includes('"stop"'))],
    [
      'two finish_reasons',
      { twoFinishReasons: true },
      (events) => events.filter((event) => event.includes('"stop"')).length === 2,
    ],
    ['no usage', { noStreamUsage: true }, (events) => !events.some((event) => event.includes('usage'))],
    [
      'another usage',
      { wrongStreamUsage: true },
      (events) => events.some((event) => event.includes('"total_tokens":6')),
    ],
  ])('that is wrong: %s', async (_name, quirks, shows) => {
    const options = { stream: true, stream_options: { include_usage: true } };
    expect(shows(await eventsOf(await served().chat('red green', options)))).toBe(false);
    expect(shows(await eventsOf(await served(quirks).chat('red green', options)))).toBe(true);
  });

  test('is cut', async () => {
    const { chat } = served({ cutsStream: true });
    await expect((await chat('red green blue', { stream: true })).text()).rejects.toThrow();
  });

  test('comes in pieces, unless it is buffered', async () => {
    const pieces = async (quirks: Partial<ModelBehaviour>): Promise<number> => {
      let count = 0;
      for await (const _chunk of (await served(quirks).chat('red green', { stream: true })).body ?? []) count += 1;
      return count;
    };
    expect(await pieces({})).toBeGreaterThan(3);
    expect(await pieces({ buffersStream: true })).toBe(1);
  });
});

describe('a request that is wrong', () => {
  const error = { error: { message: expect.any(String), type: expect.any(String) } };

  test.each<[string, unknown, number]>([
    ['no JSON', '{"model":', 400],
    ['a field of the wrong type', { model: 'm', messages: 'hi' }, 400],
    ['no messages', { model: 'm', messages: [] }, 400],
    ['an unknown model', { model: 'other', messages: [{ role: 'user', content: 'hi' }] }, 404],
    ['more than the context', { model: 'm', messages: [{ role: 'user', content: 'word '.repeat(1_100) }] }, 400],
    [
      'max_tokens beyond the context',
      { model: 'm', max_tokens: 2_000, messages: [{ role: 'user', content: 'hi' }] },
      400,
    ],
  ])('%s: an OpenAI error object', async (_name, body, status) => {
    const answer = await served().post('/v1/chat/completions', body);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject(error);
  });

  test('in the release’s simulator: parse errors are text, empty messages are answered', async () => {
    const { post } = served({}, 'maas-0.0.2');
    const unreadable = await post('/v1/chat/completions', '{"model":');
    expect([unreadable.status, unreadable.headers.get('content-type')]).toEqual([400, 'text/plain; charset=utf-8']);
    expect((await post('/v1/chat/completions', { model: 'm', messages: [] })).status).toBe(200);
    expect(await (await post('/v1/chat/completions', { model: 'x', messages: [] })).json()).toMatchObject(error);
  });

  test.each<[string, Partial<ModelBehaviour>, unknown, number]>([
    ['bad JSON accepted', { acceptsBadJson: true }, '{"model":', 200],
    ['bad JSON is a server error', { badJsonStatus: 500 }, '{"model":', 500],
    [
      'unknown model accepted',
      { acceptsUnknownModel: true },
      { model: 'x', messages: [{ role: 'user', content: 'a' }] },
      200,
    ],
  ])('%s', async (_name, quirks, body, status) => {
    expect((await served(quirks).post('/v1/chat/completions', body)).status).toBe(status);
  });

  test.each<[ModelBehaviour['errorShape'], RegExp]>([
    ['text', /^The model/],
    ['html', /^<html>/],
    ['flat', /^\{"error":"The model/],
    ['empty', /^$/],
  ])('an error in the shape %s', async (errorShape, body) => {
    expect(
      await (await served({ errorShape }).post('/v1/chat/completions', { model: 'x', messages: [{}] })).text(),
    ).toMatch(body);
  });
});

describe('an answer that is wrong', () => {
  test.each<[string, Partial<ModelBehaviour>, object]>([
    ['zero usage', { usage: 'zero' }, { usage: { total_tokens: 0 } }],
    ['wrong total', { usage: 'wrong-total' }, { usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 8 } }],
    ['another model’s name', { namesWrongModel: true }, { model: 'm-other' }],
    ['another role', { wrongRole: true }, { choices: [{ message: { role: 'user' } }] }],
    ['no text', { emptyAnswers: true }, { choices: [{ message: { content: '' } }] }],
    ['cut without saying so', { cutSaysStop: true }, { choices: [{ finish_reason: 'stop' }] }],
    ['an error inside 200', { errorInside200: true }, { error: {} }],
  ])('%s', async (_name, quirks, expected) => {
    const options = { max_tokens: 2 };
    expect(await (await served().chat('red green blue', options)).json()).not.toMatchObject(expected);
    expect(await (await served(quirks).chat('red green blue', options)).json()).toMatchObject(expected);
  });

  test('ignores max_tokens', async () => {
    const { chat } = served({ ignoresMaxTokens: true });
    const answer = Answer.parse(await (await chat('red green blue', { max_tokens: 2 })).json());
    expect(answer.usage.completion_tokens).toBeGreaterThan(2);
  });

  test('mixes up answers at once, and not alone', async () => {
    const { chat } = served({ mixesUpAnswers: true });
    const textOf = async (response: Promise<Response>) =>
      Answer.parse(await (await response).json()).choices[0]?.message.content;
    expect(await textOf(chat('alone'))).toBe('alone');
    const markers = Array.from({ length: 6 }, (_, index) => `marker${index}`);
    const answers = await Promise.all(markers.map((marker) => textOf(chat(marker))));
    expect(answers).not.toEqual(markers);
  });
});

test('vLLM’s counters move by what usage said, under their own names', async () => {
  const { chat, world } = served();
  await (await chat('red green blue')).json();
  const text = (await world.registries.get('r')?.metrics()) ?? '';
  expect(text).toContain('vllm:prompt_tokens_total{model_name="m"} 3');
  expect(text).toContain('vllm:generation_tokens_total{model_name="m"} 3');
  expect(text).toContain('vllm:request_success_total{model_name="m",finished_reason="stop"} 1');
  expect(text).toContain('vllm:num_requests_running{model_name="m"} 0');
});
