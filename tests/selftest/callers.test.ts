import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningSandbox, runningSandbox } from './running-sandbox.ts';
import { temporaryFolder, verdictOf } from './verify.ts';

/** Checks that ask with a caller of each tier, and one that any tier will do for. */
const OF_EACH_TIER = ['models.listed', 'auth.tier-access-matrix', 'limits.requests-exact', 'limits.per-tier'];
const OF_ANY_TIER = 'limits.refusal-shape';
/** One that judges those whom it has, and says of whom nothing is known. */
const OF_THOSE_GIVEN = 'auth.token-issued';
const HOW = 'give callers with --identities FILE: identities: [{name, tier, openshiftToken}]';

let folder: string;
let sandbox: RunningSandbox;
beforeAll(async () => {
  folder = await temporaryFolder();
  sandbox = await runningSandbox(join(folder, 'sandbox'));
});
afterAll(async () => {
  await sandbox.close();
  await rm(folder, { recursive: true, force: true });
});

/** Runs the checks with the callers of some tiers only, and no right to make others. */
async function runWith(tiers: readonly string[]) {
  const file = join(folder, `${tiers.join('-') || 'none'}.json`);
  const identities = sandbox.ready.identities.filter(({ tier }) => tiers.includes(tier));
  await writeFile(file, JSON.stringify({ identities }), { mode: 0o600 });
  const at = sandbox.flags.indexOf('--identities');
  const flags = sandbox.flags.with(at + 1, file);
  const { verdict } = await verdictOf([
    ...flags,
    ...[...OF_EACH_TIER, OF_ANY_TIER, OF_THOSE_GIVEN].flatMap((id) => ['--check', id]),
  ]);
  return { verdict, of: (id: string) => verdict.checks.find((check) => check.id === id) };
}

test.each([
  { tiers: ['free'], missing: 'premium, enterprise' },
  { tiers: ['free', 'premium'], missing: 'enterprise' },
  { tiers: ['premium'], missing: 'free, enterprise' },
])('with callers of $tiers alone, what needs the others says which to give', async ({ tiers, missing }) => {
  const { verdict, of } = await runWith(tiers);

  for (const id of OF_EACH_TIER) {
    expect(of(id)?.verdict, `${id}: ${of(id)?.observed}`).toBe('inconclusive');
    expect(of(id)?.reason, id).toContain(`no caller of ${missing}; ${HOW}`);
  }
  expect(of(OF_ANY_TIER)?.verdict, of(OF_ANY_TIER)?.reason).toBe('pass');
  expect(of(OF_THOSE_GIVEN)?.verdict, of(OF_THOSE_GIVEN)?.observed).toBe('pass');
  expect(of(OF_THOSE_GIVEN)?.observed).toContain(`no caller of ${missing}; ${HOW}`);
  expect(verdict.exitCode).toBe(3);
});

test('with callers of every tier nothing is asked for', async () => {
  const { verdict } = await runWith(['free', 'premium', 'enterprise']);

  expect(verdict.checks.filter(({ verdict: one }) => one === 'fail')).toEqual([]);
  expect(JSON.stringify(verdict.checks)).not.toContain(HOW);
});

/** The run before has spent these callers' quotas, and this one begins in the same window. */
test('a run right after another one with the same callers calls no limiter wrong', async () => {
  const { verdict, of } = await runWith(['free', 'premium', 'enterprise']);

  expect(verdict.checks.filter(({ verdict: one }) => one !== 'pass')).toEqual([]);
  expect(
    of('limits.requests-exact')
      ?.evidence.map(({ name }) => name)
      .join(),
  ).toMatch(/first try/);
});
