import { z } from 'zod';

/** What a client is to do, as JSON on its standard input. */
export const Work = z.object({
  planFile: z.string().describe('what the engine plays'),
  lanesFile: z.string().describe('the same for the reference: for each lane its requests, one after the other'),
  baseUrl: z.string(),
  model: z.string(),
  file: z.string().describe('where it writes what it saw'),
});
export type Work = z.infer<typeof Work>;

/** What a client says of itself, a line of JSON; `atMs` is of the machine's monotonic clock. */
export const Usage = z.object({ atMs: z.number(), cpuMs: z.number(), rssBytes: z.number() });
export type Usage = z.infer<typeof Usage>;

/** What a client saw of one stream. */
export const Seen = z.object({
  id: z.string(),
  ttftMs: z.number(),
  gapsMs: z.array(z.number()),
});
export type Seen = z.infer<typeof Seen>;
