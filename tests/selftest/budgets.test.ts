import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { type RunningSandbox, runningSandbox } from './running-sandbox.ts';
import { temporaryFolder, verdictOf } from './verify.ts';

const Answer = z.object({
  data: z.object({
    result: z.array(z.object({ metric: z.looseObject({}), value: z.tuple([z.number(), z.string()]) })),
  }),
});
/** The sandbox's Prometheus has seen everything by then. */
const SCRAPED_MS = 3_000;

async function sandboxOf(): Promise<RunningSandbox> {
  const folder = await temporaryFolder();
  const sandbox = await runningSandbox(join(folder, 'sandbox'), { installation: 'maas-0.0.2' });
  onTestFinished(async () => {
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  });
  return sandbox;
}

/** The release's limiter counts each request twice: for its limit of requests, and for that of tokens. */
const COUNTED_TWICE = 2;

/** How many requests the limiter has admitted, of each user that it saw. */
async function counted({ ready }: RunningSandbox): Promise<number[]> {
  await delay(SCRAPED_MS);
  const query = encodeURIComponent('sum by (user) (authorized_calls)');
  const answer = await fetch(`${ready.prometheusUrl}/api/v1/query?query=${query}`);
  return Answer.parse(await answer.json()).data.result.map(({ value: [, count] }) => Number(count) / COUNTED_TWICE);
}

const run = ({ flags }: RunningSandbox, check: string, ...more: string[]) =>
  verdictOf([...flags, '--check', check, ...more]);

test.each([8, 30])(
  'with a request budget of %i no caller sends more; limits above it are proven up to it',
  async (budget) => {
    const sandbox = await sandboxOf();

    const { verdict, stdout } = await run(sandbox, 'limits.requests-exact', '--request-budget', String(budget));

    // What it says before it starts, for each tier.
    const stated = [...stdout.matchAll(/(free|premium|enterprise) (\d+) requests? \(/g)].map(([, , most]) =>
      Number(most),
    );
    expect(stated).toHaveLength(3);
    expect(Math.max(...stated)).toBe(budget);
    // And what it did: no caller more than the budget, and one of a limit above it as much.
    expect(Math.max(...(await counted(sandbox)))).toBe(budget);
    const [check] = verdict.checks.filter(({ id }) => id === 'limits.requests-exact');
    expect(`${check?.reason} ${check?.observed}`).toContain(String(budget));
    expect(check?.verdict, check?.observed).not.toBe('fail');
  },
);

test('a token budget below what is needed spends nothing, and says which to raise', async () => {
  const sandbox = await sandboxOf();

  const { verdict } = await run(sandbox, 'limits.tokens-exact', '--token-budget', '20');

  const [check] = verdict.checks.filter(({ id }) => id === 'limits.tokens-exact');
  expect(check?.verdict).toBe('inconclusive');
  expect(check?.reason).toMatch(
    /about \d+ tokens of one caller are needed, the token budget is 20; raise it with --token-budget/,
  );
  expect(verdict.exitCode).toBe(3);
});
