import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { ROOT } from '../../../../cli/root.ts';
import { LAYOUTS } from '../../../../layouts/layouts.ts';
import { compilePlan, type KnownLimits } from '../../../../load/plan/compile.ts';
import { milliseconds } from '../../../../load/profile/duration.ts';
import { parseProfile } from '../../../../load/profile/read.ts';
import { worldOf } from '../../sandbox/gateway/test-world.ts';

const FOLDER = join(ROOT, 'load', 'profiles');
const files = readdirSync(FOLDER);
/** What the layouts promise, as a cluster's policies would say it. */
const promisedBy = (name: string): KnownLimits =>
  new Map(
    Object.entries(LAYOUTS.get(name)?.limits.requests ?? {}).map(([tier, { limit, windowSeconds }]) => [
      tier,
      { requests: { limit, windowMs: windowSeconds * 1_000 } },
    ]),
  );

const Limited = z.looseObject({ rates: z.array(z.looseObject({ limit: z.number(), window: z.string() })).min(1) });

/** The limits of a sandbox with its short windows, as its policies have them. */
async function inSandbox(name: 'guide' | 'maas-0.0.2'): Promise<KnownLimits> {
  const { objects } = await worldOf(name);
  const limits = objects
    .all('RateLimitPolicy')
    .flatMap(({ spec }) => Object.entries(z.record(z.string(), Limited).parse(spec?.limits ?? spec?.defaults?.limits)));
  return new Map(
    Object.keys(LAYOUTS.get(name)?.limits.requests ?? {}).map((tier) => {
      const rate = limits.find(([limit]) => limit.includes(tier))?.[1].rates[0];
      if (rate === undefined) throw new Error(`the sandbox ${name} has no limit of tier ${tier}`);
      return [tier, { requests: { limit: rate.limit, windowMs: milliseconds(rate.window) } }];
    }),
  );
}

test('the profiles that are shipped are all there', () => {
  expect(files.map((file) => file.replace('.yaml', ''))).toEqual([
    'burst',
    'chat',
    'code-assist',
    'isolation',
    'long-context',
    'saturation',
    'smoke',
    'soak',
    'tiers',
  ]);
});

test.each(files)(
  '%s is what its file is called, says what it is for, and has a plan within its own budget',
  async (file) => {
    const profile = parseProfile(readFileSync(join(FOLDER, file), 'utf8'), file);

    expect(`${profile.name}.yaml`).toBe(file);
    expect(profile.description).not.toBe('');
    for (const layout of ['guide', 'maas-0.0.2'] as const)
      for (const limits of [promisedBy(layout), await inSandbox(layout)])
        expect(compilePlan(profile, { limits }).requests.length).toBeGreaterThan(0);
  },
  30_000,
);
