import { z } from 'zod';

/** What a load run has shown, as the verdict keeps it; all numbers are in the file of measures beside it. */
export const LoadResult = z.strictObject({
  profile: z.string(),
  plan: z.string().describe('hash of the plan: what may be compared'),
  verdict: z.enum(['pass', 'fail', 'inconclusive']),
  gates: z.array(
    z.strictObject({
      gate: z.string().describe('attainment, errors, p95 of ttft, limit, isolation, regression of tpot, …'),
      phase: z.string().optional(),
      tier: z.string().optional(),
      verdict: z.enum(['pass', 'fail', 'inconclusive']),
      text: z.string(),
    }),
  ),
  client: z
    .strictObject({ verdict: z.enum(['fit', 'bottleneck', 'unknown']), reasons: z.array(z.string()) })
    .describe('whether the client kept up with its own schedule: where it did not, its latencies say nothing'),
  measures: z.string().describe('name of the file with the measures, in the same folder'),
});
export type LoadResult = z.infer<typeof LoadResult>;
