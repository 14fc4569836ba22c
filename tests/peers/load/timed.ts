import { type Script, STALL_MS, STREAM, type Step } from './script.ts';

/** How the model of benchmarks answers. Times are milliseconds. */
export interface Timing {
  firstMs: number;
  gapMs: number;
  /** Events with text of each answer; as many as the request's max_tokens where it is absent. */
  events?: number;
  /** An event with the role alone comes at once, as servers of OpenAI's API send it. */
  role: boolean;
  /** One request of so many has a stall of STALL_MS in the middle of its stream; 0: none has. */
  stallEvery: number;
  /** Streams that begin together are not in step: the first event of each comes up to one gap later, by its number. */
  spread: boolean;
}

export const TIMED = 'timed';
export const DEFAULT_TIMING: Timing = { firstMs: 50, gapMs: 50, role: true, stallEvery: 0, spread: false };

/** What a request asks for, as far as it changes the answer. */
export interface Asked {
  endpoint: 'chat' | 'completions';
  stream: boolean;
  tokens: number;
  promptTokens: number;
  /** Counts the requests of the mock. */
  number: number;
}

const DONE = 'data: [DONE]\n\n';

/** Of both endpoints: their chunks differ in the name of what they hold. */
const shapes = {
  chat: {
    object: 'chat.completion.chunk',
    choice: (text: string) => ({ index: 0, delta: { content: text }, finish_reason: null }),
    last: { index: 0, delta: {}, finish_reason: 'stop' },
    whole: (text: string) => ({ index: 0, message: { role: 'assistant', content: text }, finish_reason: 'stop' }),
  },
  completions: {
    object: 'text_completion',
    choice: (text: string) => ({ index: 0, text, finish_reason: null }),
    last: { index: 0, text: '', finish_reason: 'stop' },
    whole: (text: string) => ({ index: 0, text, finish_reason: 'stop' }),
  },
} as const;

const word = (at: number): string => `w${at % 100} `;
const usageOf = ({ promptTokens }: Asked, tokens: number) => ({
  usage: { prompt_tokens: promptTokens, completion_tokens: tokens, total_tokens: promptTokens + tokens },
});

/** Multiples of it fill an interval evenly, however many there are. */
const GOLDEN = 0.618_034;

/** When each event with text is due, from the arrival of the request. */
function timesOf({ firstMs, gapMs, stallEvery, spread }: Timing, tokens: number, number: number): number[] {
  const begin = firstMs + (spread ? ((number * GOLDEN) % 1) * gapMs : 0);
  const stalls = stallEvery > 0 && number % stallEvery === 0;
  return Array.from(
    { length: tokens },
    (_, at) => begin + at * gapMs + (stalls && at >= Math.ceil(tokens / 2) ? STALL_MS : 0),
  );
}

/** An answer whose events come at absolute times; each has the instant of its sending, `sent_us`, inside. */
export function timedScript(timing: Timing, asked: Asked): Script {
  const tokens = timing.events ?? asked.tokens;
  const { object, choice, last, whole } = shapes[asked.endpoint];
  const head = { id: `mock-${asked.number}`, object, created: 0, model: TIMED };
  const times = timesOf(timing, tokens, asked.number);
  const endMs = times.at(-1) ?? 0;
  if (!asked.stream) {
    const text = Array.from({ length: tokens }, (_, at) => word(at)).join('');
    const answer = { ...head, object: object.replace('.chunk', ''), choices: [whole(text)], ...usageOf(asked, tokens) };
    return {
      status: 200,
      headers: { 'content-type': 'application/json' },
      steps: [{ atMs: endMs, text: JSON.stringify(answer) }],
      end: 'end',
    };
  }
  const event = (value: object): string => `data: ${JSON.stringify({ ...head, ...value })}\n\n`;
  // The JSON of an event stays open: what is appended is when it was sent.
  const open = (at: number): string => event({ choices: [choice(word(at))] }).slice(0, -'}\n\n'.length);
  const role = event({ choices: [{ index: 0, delta: { role: 'assistant', content: '' }, finish_reason: null }] });
  const steps: Step[] = times.map((atMs, at) => ({ atMs, text: open(at), isToken: true, isStamped: true }));
  if (timing.role && asked.endpoint === 'chat') steps.unshift({ atMs: 0, text: role });
  steps.push({
    atMs: endMs,
    text: event({ choices: [last] }) + event({ choices: [], ...usageOf(asked, tokens) }) + DONE,
  });
  return { status: 200, headers: STREAM, steps, end: 'end' };
}
