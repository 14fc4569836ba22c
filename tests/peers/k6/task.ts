import { workerData } from 'node:worker_threads';
import { z } from 'zod';

/** What this thread is for. */
export const task = z
  .object({
    script: z.string(),
    role: z.enum(['options', 'vu', 'summary']),
    startTime: z.number().default(0),
    signal: z.instanceof(Int32Array),
    extension: z.boolean(),
    counts: z.record(z.string(), z.number()),
    iteration: z.int().default(0),
  })
  .parse(workerData);
