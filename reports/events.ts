import { z } from 'zod';
import { CheckResult } from './verdict-schema.ts';

/** What the verdict reporter tells the command while checks run (over the child's IPC channel). */
export const RunEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('begin'), total: z.int().nonnegative() }),
  z.strictObject({ type: z.literal('started'), id: z.string(), title: z.string(), phase: z.string() }),
  z.strictObject({ type: z.literal('ended'), index: z.int().positive(), check: CheckResult }),
  z.strictObject({ type: z.literal('trouble'), message: z.string() }),
  z.strictObject({ type: z.literal('done') }),
]);
export type RunEvent = z.infer<typeof RunEvent>;
