import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { codeOf } from '../../platform/file-trouble.ts';
import { SamplesError } from '../samples/reader.ts';

export const COUNTERS_VERSION = 1;

/** What a counter counts: requests that the limiter admitted or refused, tokens that it charged, answers of status 200, and a model server's own. */
export const Counts = z.enum([
  'admitted',
  'refused',
  'tokens',
  'answers',
  'model-requests',
  'model-prompt',
  'model-generated',
]);
export type Counts = z.infer<typeof Counts>;

const User = z.strictObject({ tier: z.string(), user: z.int().nonnegative() });
export type MeteredUser = z.infer<typeof User>;

const Point = z.tuple([z.number(), z.number()]).describe('Unix milliseconds of Prometheus’ clock, and value');

const Series = z.strictObject({
  instance: z.string(),
  users: z.array(User).optional().describe('whose requests it counts; absent where it does not say'),
  points: z.array(Point),
});
export type CountedSeries = z.infer<typeof Series>;

export const Counter = z.strictObject({
  counts: Counts,
  metric: z.string(),
  perRequest: z
    .array(z.int().nonnegative())
    .min(1)
    .describe('how far it moves for a request besides what the request used; builds differ'),
  absent: z.string().optional().describe('why nothing of it could be read'),
  scrapes: z
    .record(z.string(), z.array(z.number()))
    .describe('by instance: when it answered a scrape, Unix milliseconds of Prometheus’ clock'),
  series: z.array(Series),
});
export type Counter = z.infer<typeof Counter>;

/** What Prometheus had of the platform’s counters while a plan was played. Version 1. */
export const CountersRecord = z.strictObject({
  version: z.literal(COUNTERS_VERSION),
  plan: z.string().describe('hash of the plan'),
  asked: z.boolean().describe('true: Prometheus was named by the user, so that its silence is no matter of course'),
  absent: z.string().optional().describe('why there is nothing at all'),
  source: z.string().optional().describe('how Prometheus was reached'),
  clockMs: z
    .strictObject({ from: z.number(), to: z.number() })
    .describe('how far Prometheus’ clock is ahead of ours, between these'),
  counters: z.array(Counter),
});
export type CountersRecord = z.infer<typeof CountersRecord>;

/** Nothing was read, and why. */
export const nothingRead = (plan: string, asked: boolean, absent: string): CountersRecord => ({
  version: COUNTERS_VERSION,
  plan,
  asked,
  absent,
  clockMs: { from: 0, to: 0 },
  counters: [],
});

/** What an earlier run has read; undefined where it has left no such file. Throws SamplesError. */
export function readCounters(file: string): CountersRecord | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw new SamplesError(`counters ${file} cannot be read: ${codeOf(error)}`);
  }
  try {
    return CountersRecord.parse(JSON.parse(text));
  } catch {
    throw new SamplesError(`counters ${file} are not those of a run of this version`);
  }
}
