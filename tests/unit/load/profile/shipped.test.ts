import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../../../../cli/root.ts';
import { LAYOUTS } from '../../../../layouts/layouts.ts';
import { compilePlan, type KnownLimits } from '../../../../load/plan/compile.ts';
import { parseProfile } from '../../../../load/profile/read.ts';

const FOLDER = join(ROOT, 'load', 'profiles');
const files = readdirSync(FOLDER);
/** What the layouts promise, as a cluster's policies would say it. */
const limitsOf = (name: string): KnownLimits =>
  new Map(
    Object.entries(LAYOUTS.get(name)?.limits.requests ?? {}).map(([tier, { limit, windowSeconds }]) => [
      tier,
      { requests: { limit, windowMs: windowSeconds * 1_000 } },
    ]),
  );

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

test.each(files)('%s is what its file is called, says what it is for, and has a plan within its own budget', (file) => {
  const profile = parseProfile(readFileSync(join(FOLDER, file), 'utf8'), file);

  expect(`${profile.name}.yaml`).toBe(file);
  expect(profile.description).not.toBe('');
  for (const layout of ['guide', 'maas-0.0.2'])
    expect(compilePlan(profile, { limits: limitsOf(layout) }).requests.length).toBeGreaterThan(0);
});
