import { CALL_KEY, USAGE_KEYS } from '../limited-request.ts';
import { EXT_AUTHZ, USAGE } from './filters.ts';
import { type Config, typed } from './typed.ts';

const entry = (key: string, namespace: string, more: Config = {}): Config => ({
  metadata: { descriptor_key: key, metadata_key: { key: namespace, path: [{ key }] }, ...more },
});

/** What a route asks the limiter: about each request what the authorizer knows of it, and at its end what its answer used. */
export function rateLimits(): Config {
  const call = entry(CALL_KEY, EXT_AUTHZ);
  const used = Object.values(USAGE_KEYS).map((key) => entry(key, USAGE, { default_value: '0' }));
  return typed('envoy.extensions.filters.http.ratelimit.v3.RateLimitPerRoute', {
    rate_limits: [
      { actions: [call] },
      {
        actions: [call, ...used],
        hits_addend: { format: `%DYNAMIC_METADATA(${USAGE}:total_tokens)%` },
        apply_on_stream_done: true,
      },
    ],
  });
}
