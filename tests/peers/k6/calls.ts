import { z } from 'zod';

/** What a VU asks of the network, which is on another thread: its own blocks. */
export const Ask = z.object({
  kind: z.enum(['whole', 'stream']),
  url: z.string(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
  timeoutMs: z.number(),
});
export type Ask = z.infer<typeof Ask>;

/** What comes back, in this order: headers, parts, an end; or an end alone. */
export const Told = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('headers'),
    status: z.int(),
    headers: z.record(z.string(), z.string()),
    reused: z.boolean(),
  }),
  z.object({ type: z.literal('part'), text: z.string() }),
  z.object({ type: z.literal('end'), error: z.string() }),
]);
export type Told = z.infer<typeof Told>;
