import { z } from 'zod';

/** Where the authorizer leaves for the limiter what there is to know of a request. */
export const CALL_KEY = 'call';
/** The descriptor's entries beside it, at a stream's end. */
export const USAGE_KEYS = { prompt: 'prompt_tokens', completion: 'completion_tokens', streamed: 'streamed' } as const;

/** A request as it travels from the authorizer through Envoy to the limiter, as JSON. */
export const LimitedRequest = z.object({
  attributes: z.record(z.string(), z.unknown()),
  labels: z.object({ tier: z.string(), model: z.string(), user: z.string() }),
  token: z.string().optional(),
  reservation: z.number().optional(),
});
export type LimitedRequest = z.infer<typeof LimitedRequest>;
