import { gzipSync } from 'node:zlib';

/** What is sent at once, and when, in milliseconds from the arrival of the request. */
export interface Step {
  atMs: number;
  text: string | Buffer;
  /** It has text that the model generated. */
  isToken?: boolean;
  /** Its JSON is open: the server ends it with the instant at which it sends it. */
  isStamped?: boolean;
}

/** What a model of the mock sends. */
export interface Script {
  status: number;
  headers: Record<string, string>;
  steps: Step[];
  /** How the answer ends: as it should, never, or with the connection. */
  end: 'end' | 'open' | 'destroy';
}

const FIRST_MS = 30;
const GAP_MS = 10;
export const STALL_MS = 500;
export const FLOOD = 100;
const FLOOD_CHARACTERS = 8_000;

export const STREAM = { 'content-type': 'text/event-stream' };
const JSON_TYPE = { 'content-type': 'application/json' };
const DONE = 'data: [DONE]\n\n';

const event = (value: object): string => `data: ${JSON.stringify(value)}\n\n`;
const chunk = (delta: object, more: object = {}): string =>
  event({ object: 'chat.completion.chunk', choices: [{ index: 0, delta, finish_reason: null }], ...more });
const word = (at: number): string => chunk({ content: `w${at} ` });
const finish = event({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] });
const usage = (n: number) => ({ usage: { prompt_tokens: 5, completion_tokens: n, total_tokens: n + 5 } });
const usageEvent = (n: number): string => event({ choices: [], ...usage(n) });

/** The usual answer: the role at once, tokens at their times, what ends it. */
function stream(n: number, gap = (at: number) => at * GAP_MS, token = word): Script {
  const tokens = Array.from({ length: n }, (_, at) => ({ atMs: FIRST_MS + gap(at), text: token(at), isToken: true }));
  const last = tokens.at(-1)?.atMs ?? 0;
  return {
    status: 200,
    headers: STREAM,
    steps: [
      { atMs: 0, text: chunk({ role: 'assistant', content: '' }) },
      ...tokens,
      { atMs: last + 1, text: finish + usageEvent(n) + DONE },
    ],
    end: 'end',
  };
}

const answered = (status: number, body: object, headers: Record<string, string> = {}): Script => ({
  status,
  headers: { ...JSON_TYPE, ...headers },
  steps: [{ atMs: 1, text: JSON.stringify(body) }],
  end: 'end',
});

/** A stream whose ending is another one. */
const endingWith = (n: number, text: string, end: Script['end'] = 'end'): Script => {
  const whole = stream(n);
  return { ...whole, steps: [...whole.steps.slice(0, -1), { atMs: FIRST_MS + n * GAP_MS, text }], end };
};

const atOnce = (n: number, encode: (text: string) => string | Buffer, headers: Record<string, string>): Script => {
  const text = stream(n)
    .steps.map((step) => String(step.text))
    .join('');
  return { status: 200, headers: { ...STREAM, ...headers }, steps: [{ atMs: 200, text: encode(text) }], end: 'end' };
};

/** The models of the mock: one healthy one, and each way to mislead a client. */
export const SCRIPTS: Readonly<Record<string, (n: number) => Script>> = {
  plain: (n) => stream(n),
  whole: (n) => answered(200, { choices: [{ message: { content: 'a' }, finish_reason: 'stop' }], ...usage(n) }),
  stalls: (n) => stream(n, (at) => at * GAP_MS + (at >= n / 2 ? STALL_MS : 0)),
  bundles: (n) => stream(n, undefined, (at) => chunk({ content: 'a b c' }, usage(3 + at))),
  coalesces: (n) => stream(n, (at) => Math.floor(at / 2) * 2 * GAP_MS),
  thinks: (n) => stream(n, undefined, (at) => (at < n / 2 ? chunk({ reasoning_content: 'hm' }) : word(at))),
  'only-thinks': (n) => stream(n, undefined, () => chunk({ reasoning: 'hm' })),
  'calls-tools': (n) => stream(n, undefined, () => chunk({ tool_calls: [{ index: 0, function: { arguments: 'a' } }] })),
  'says-no-usage': (n) => endingWith(n, finish + DONE),
  'says-no-done': (n) => endingWith(n, finish + usageEvent(n)),
  'says-more': (n) => endingWith(n, finish + usageEvent(n) + DONE + word(99)),
  'keeps-open': (n) => endingWith(n, finish + usageEvent(n) + DONE, 'open'),
  // More than the buffers of a connection hold: a reader that does not follow makes the server wait.
  floods: (n) =>
    stream(
      n * FLOOD,
      () => 0,
      (at) => chunk({ content: `${at} `.padEnd(FLOOD_CHARACTERS, 'x') }),
    ),
  comments: (n) => stream(n, undefined, (at) => `: keepalive\r\n\r\n${word(at).replaceAll('\n', '\r\n')}`),
  'fails-inside': (n) => endingWith(n, event({ error: { message: 'engine died', code: 500 } }) + DONE),
  'refuses-late': (n) => endingWith(n, event({ error: { message: 'rate limit exceeded', code: 429 } }) + DONE),
  buffers: (n) => atOnce(n, (text) => text, {}),
  compresses: (n) => atOnce(n, (text) => gzipSync(text), { 'content-encoding': 'gzip' }),
  refuses: () => answered(429, { error: 'Too Many Requests' }, { 'retry-after': '1' }),
  unauthorized: () => answered(401, { error: 'no token' }),
  breaks: () => answered(503, { error: 'no model' }),
  misses: () => answered(404, { error: 'no such model' }),
  hangs: () => ({ status: 200, headers: STREAM, steps: [], end: 'open' }),
  'hangs-inside': (n) => endingWith(n, word(98), 'open'),
  cuts: (n) => endingWith(n, word(98), 'destroy'),
  resets: () => ({ status: 0, headers: {}, steps: [], end: 'destroy' }),
};
