import { z } from 'zod';
import { readData } from './data-file.ts';

const FailureMode = z.strictObject({
  id: z.string().regex(/^FM-\d\d$/),
  title: z.string().min(1),
  /** Why no check can see it; absent where one does. */
  unseen: z.string().min(1).optional(),
});
export type FailureMode = z.infer<typeof FailureMode>;

/** How installations fail, by number. Throws an Error naming file and field where the data is wrong. */
export const failureModes = (): FailureMode[] => readData('failure-modes.yaml', z.array(FailureMode));
