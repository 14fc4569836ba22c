import { z } from 'zod';

export const SAMPLES_VERSION = 1;

/**
 * How a request ended. Only `admitted` counts for latencies: a quick refusal must not improve them, and neither a hang nor
 * a cut stream is an ordinary error.
 */
export const Outcome = z.enum([
  'admitted',
  'refused-early',
  'refused-late',
  'truncated',
  'hung',
  'auth',
  'server-error',
  'client-error',
  'unanswered',
]);
export type Outcome = z.infer<typeof Outcome>;

const Ms = z.number().nonnegative();
const Count = z.int().nonnegative();

const Usage = z.strictObject({ prompt: Count, completion: Count, total: Count });

/** One finished request. All times are milliseconds from the start of the run, of one monotonic clock. */
export const Sample = z.strictObject({
  type: z.literal('sample'),
  i: Count.describe('number in the plan'),
  phase: z.string(),
  tier: z.string(),
  user: Count,
  outcome: Outcome,
  status: Count.describe('HTTP status; 0 without an answer'),
  schedMs: Ms.describe('when it was due: after what it waits for, and after a pause that a 429 asked for'),
  pickedMs: Ms.describe('when the engine came to it; the difference is the engine’s own lateness'),
  sentMs: Ms.optional().describe('when it was written to its connection; absent where there was none'),
  headersMs: Ms.optional(),
  firstEventMs: Ms.optional().describe('the first event, whatever it says'),
  firstTokenMs: Ms.optional().describe('the first event with text of any kind: answer, reasoning or tool arguments'),
  firstAnswerMs: Ms.optional().describe('the first event with text of the answer'),
  lastTokenMs: Ms.optional(),
  endMs: Ms.describe('[DONE], or the end of the answer'),
  gapsMs: z.array(Ms).optional().describe('between events with text'),
  events: Count.describe('all of the stream but [DONE]'),
  coalesced: Count.describe('events that came in one read with the one before'),
  firstTokens: Count.optional().describe('tokens in the first event with text, where the server says so'),
  usage: Usage.optional().describe('as the server says; absent where it does not'),
  reused: z.boolean().describe('false: the connection was opened for it, so it waited for TCP and TLS'),
  heldMs: Ms.optional().describe('how much of its delay a 429 had asked for'),
  retryAfterMs: Ms.optional(),
  finish: z.string().optional().describe('finish_reason'),
  done: z.boolean().describe('[DONE] was seen'),
  afterDone: Count.optional().describe('events after [DONE]'),
  keptOpen: z.boolean().optional().describe('the server left the connection open after [DONE]'),
  encoding: z.string().optional().describe('a content encoding: events in it cannot be timed'),
  error: z.string().optional(),
});
export type Sample = z.infer<typeof Sample>;

/** The first line of a file of samples. */
export const RunHead = z.strictObject({
  type: z.literal('run'),
  version: z.literal(SAMPLES_VERSION),
  plan: z.string().describe('hash of the plan'),
  engine: z.string(),
  protocol: z.string(),
  slice: z.strictObject({ index: z.int().positive(), of: z.int().positive() }).optional(),
  startedAt: z.iso.datetime().describe('the wall clock at 0 ms, for joins with Prometheus'),
});
export type RunHead = z.infer<typeof RunHead>;

/** What the engine noticed of itself and its machine in about one second. */
export const WatchRecord = z.strictObject({
  type: z.literal('watch'),
  worker: Count,
  atMs: Ms,
  lagMs: Ms.describe('longest delay of a timer'),
  stale: z
    .number()
    .min(0)
    .max(1)
    .optional()
    .describe('share of the time in which what came was stamped more than 5 ms late'),
  busy: z.number().min(0).max(1).describe('utilisation of the event loop'),
  gcMs: Ms.describe('pauses of the garbage collector'),
  cpu: Ms.describe('cores that the process used'),
  steal: z.number().min(0).max(1).optional().describe('share of the machine that its host took away'),
  inFlight: Count,
});
export type WatchRecord = z.infer<typeof WatchRecord>;

/** The last line: without it the run was cut off. */
export const RunEnd = z.strictObject({
  type: z.literal('end'),
  endMs: Ms,
  unsent: Count.describe('requests of the plan that were not sent'),
  stopped: z.string().optional().describe('why it ended before the plan did'),
});
export type RunEnd = z.infer<typeof RunEnd>;

export const SampleLine = z.discriminatedUnion('type', [RunHead, Sample, WatchRecord, RunEnd]);
export type SampleLine = z.infer<typeof SampleLine>;
