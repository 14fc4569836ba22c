import { z } from 'zod';

/** Where a plan is played, and as whom. It holds tokens: it stays in memory. */
export const LoadTarget = z.strictObject({
  /** Base of the model's API: https://host/…/v1/ */
  baseUrl: z.url(),
  model: z.string(),
  caFile: z.string().optional(),
  insecureSkipTlsVerify: z.boolean(),
  /** The tokens of the users of each tier, in their order; empty texts for a server without keys. */
  tokens: z.record(z.string(), z.array(z.string())),
});
export type LoadTarget = z.infer<typeof LoadTarget>;
