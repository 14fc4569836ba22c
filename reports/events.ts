import { z } from 'zod';
import { Catalogue } from './catalogue-schema.ts';
import { CheckResult } from './verdict-schema.ts';

/** What the verdict reporter tells the command while checks run (over the child's IPC channel). */
export const RunEvent = z.discriminatedUnion('type', [
  /** Before the first check: every check of this run, in order. With `--list` it is the only event. */
  z.strictObject({ type: z.literal('begin'), total: z.int().nonnegative(), checks: Catalogue }),
  z.strictObject({ type: z.literal('started'), id: z.string(), title: z.string(), phase: z.string() }),
  z.strictObject({ type: z.literal('ended'), index: z.int().positive(), check: CheckResult }),
  /** Something that is no check went wrong: a spec that does not load, a test without a declaration. */
  z.strictObject({ type: z.literal('trouble'), message: z.string() }),
  z.strictObject({ type: z.literal('done') }),
]);
export type RunEvent = z.infer<typeof RunEvent>;
