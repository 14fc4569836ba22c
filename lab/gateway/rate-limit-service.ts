import { z } from 'zod';
import { limited } from '../../sandbox/gateway/replies.ts';
import type { Limiter } from '../../sandbox/limiter/limiter.ts';
import type { World } from '../../sandbox/world.ts';
import { CALL_KEY, LimitedRequest, USAGE_KEYS } from './limited-request.ts';

const Descriptor = z.object({
  entries: z.array(z.object({ key: z.string(), value: z.string() })),
  hits_addend: z.object({ value: z.number() }).nullable(),
});
const RateLimitRequest = z.object({ descriptors: z.array(Descriptor).min(1) });

/** Limitador's answer to Envoy: whether a request is admitted, and thanks for the report of what its answer used. */
export function rateLimitService(world: World, limiter: Limiter): (request: unknown) => Promise<object> {
  return async (request) => {
    for (const { entries, hits_addend: hits } of RateLimitRequest.parse(request).descriptors) {
      const values = new Map(entries.map(({ key, value }) => [key, value]));
      const call = LimitedRequest.parse(JSON.parse(values.get(CALL_KEY) ?? 'null'));
      if (hits === null) {
        const answer = await limiter.ask(call);
        // What Envoy does then is a matter of its own configuration.
        if (answer === undefined) throw new Error('the limiter does not answer');
        if (answer === 'limited') return overLimit(world);
      } else {
        const count = (name: string): number => Number(values.get(name) ?? 0);
        const usage = {
          promptTokens: count(USAGE_KEYS.prompt),
          completionTokens: count(USAGE_KEYS.completion),
          totalTokens: hits.value,
        };
        limiter.report(call, usage, values.get(USAGE_KEYS.streamed) === 'true');
      }
    }
    return { overall_code: 'OK' };
  };
}

/** The body is the limiter's, the status and the header that tells whose refusal it is are Envoy's. */
async function overLimit(world: World): Promise<object> {
  const response = limited(world);
  const contentType = response.headers.get('content-type') ?? '';
  return {
    overall_code: 'OVER_LIMIT',
    response_headers_to_add: [{ key: 'content-type', value: contentType }],
    raw_body: Buffer.from(await response.text()),
  };
}
