import { expect, test } from 'vitest';
import { loadStore } from '../../../sandbox/kube/store.ts';
import { policyLimits } from '../../../sandbox/limiter/policy-limits.ts';
import { shortenWindows } from '../../../sandbox/windows.ts';
import { INSTALLATIONS } from '../../../sandbox/world.ts';

test.each(INSTALLATIONS)(
  'windows of %s become seconds; limits stay, and no policy looks unobserved',
  (installation) => {
    const store = loadStore(installation);
    const before = policyLimits(store, 'RateLimitPolicy');
    expect(before.map(({ windowMs }) => windowMs)).toEqual(before.map(() => expect.toSatisfy((ms) => ms >= 60_000)));
    expect(before.length).toBe(3);

    shortenWindows(store);

    const after = policyLimits(store, 'RateLimitPolicy');
    expect(after.map(({ key, limit }) => [key, limit])).toEqual(before.map(({ key, limit }) => [key, limit]));
    for (const { limit, windowMs } of after) expect(windowMs).toBe(limit >= 500 ? 20_000 : 6_000);
    for (const { windowMs } of policyLimits(store, 'TokenRateLimitPolicy')) expect(windowMs).toBe(4_000);
    for (const { metadata, status } of store.all('RateLimitPolicy')) {
      expect(status.observedGeneration).toBe(metadata.generation);
    }
  },
);
