import { z } from 'zod';
import { Plan } from '../plan/plan.ts';
import { Outcome } from '../samples/sample.ts';
import { LoadTarget } from './target.ts';

/** What a thread is started with. */
export const WorkerTask = z.strictObject({ plan: Plan, target: LoadTarget, worker: z.int().nonnegative() });
export type WorkerTask = z.infer<typeof WorkerTask>;

/** What a thread is told: when 0 ms is, in milliseconds of the process's high-resolution clock; or to end. */
export const Order = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('start'), atHrMs: z.number() }),
  z.strictObject({ type: z.literal('stop'), abandon: z.boolean() }),
]);
export type Order = z.infer<typeof Order>;

/** How one request ended, for the progress and the stop rules. */
const Tally = z.strictObject({ tier: z.string(), outcome: Outcome, ttftMs: z.number().optional() });
export type Tally = z.infer<typeof Tally>;

/** What a thread reports: lines of samples as they are to be written. */
export const Report = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ready') }),
  z.strictObject({ type: z.literal('lines'), text: z.string(), tallies: z.array(Tally), inFlight: z.int() }),
  z.strictObject({ type: z.literal('ended'), unsent: z.int().nonnegative() }),
]);
export type Report = z.infer<typeof Report>;
