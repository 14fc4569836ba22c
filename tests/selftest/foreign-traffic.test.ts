import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Agent, fetch } from 'undici';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { InstallationName } from '../../sandbox/world.ts';
import { type RunningSandbox, runningSandbox } from './running-sandbox.ts';
import { verdictOf } from './verify.ts';

interface Others {
  installation: InstallationName;
  mint: string;
  /** Who uses what meanwhile: one is over the limit soon, one has room. */
  traffic: { tier: string; path: string; model: string }[];
  /** Checks that count what tells no callers apart. */
  inconclusive: string[];
  /** The same, where something was there to be counted: others are refused in a part of each window only. */
  mayBeInconclusive: string[];
  /** Checks that count the caller's own series. */
  pass: string[];
}

const OTHERS: Others[] = [
  {
    installation: 'guide',
    mint: '/maas-api/token',
    traffic: [
      { tier: 'free', path: '/v1', model: 'facebook-opt-125m-simulated' },
      { tier: 'enterprise', path: '/v1', model: 'facebook-opt-125m' },
    ],
    inconclusive: ['metrics.model-metrics', 'metrics.requests-counted'],
    mayBeInconclusive: ['metrics.refusals-counted'],
    pass: [],
  },
  {
    installation: 'maas-0.0.2',
    mint: '/maas-api/v1/tokens',
    traffic: ['free', 'enterprise'].map((tier) => ({
      tier,
      path: '/llm/facebook-opt-125m-simulated/v1',
      model: 'facebook/opt-125m',
    })),
    // Admissions name their user, refusals do not.
    inconclusive: [],
    mayBeInconclusive: ['metrics.refusals-counted'],
    pass: ['metrics.requests-counted', 'metrics.tokens-counted'],
  },
];

const START_MS = 60_000;
const RUN_MS = 180_000;
/** Between two requests of one foreign caller: several in each scrape interval. */
const PACE_MS = 100;
const Minted = z.object({ token: z.string() });

/** Sends what others send until it is stopped. The last caller of each tier is theirs, whom the run is not told. */
async function traffic(sandbox: RunningSandbox, agent: Agent, { mint, traffic: all }: Others) {
  const { gatewayUrl, identities } = sandbox.ready;
  const post = (path: string, token: string, body: object) =>
    fetch(`${gatewayUrl}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      dispatcher: agent,
    });
  let isOver = false;
  const use = async ({ tier, path, model }: Others['traffic'][number]): Promise<number> => {
    const own = identities.filter((identity) => identity.tier === tier).at(-1)?.openshiftToken ?? '';
    const { token } = Minted.parse(await (await post(mint, own, {})).json());
    let sent = 0;
    while (!isOver) {
      const messages = [{ role: 'user', content: 'what others ask' }];
      await (await post(`${path}/chat/completions`, token, { model, max_tokens: 4, messages })).text();
      sent += 1;
      await new Promise((resolve) => setTimeout(resolve, PACE_MS));
    }
    return sent;
  };
  const running = Promise.all(all.map(use));
  return {
    async stop(): Promise<number[]> {
      isOver = true;
      return running;
    },
  };
}

test.each(OTHERS)(
  'what others send to $installation meanwhile is never held against it',
  async (others) => {
    const folder = await mkdtemp(join(tmpdir(), 'maas-verify-others-'));
    const sandbox = await runningSandbox(folder, { installation: others.installation });
    const agent = new Agent({ connect: { ca: await readFile(sandbox.ready.caFile, 'utf8') } });
    try {
      const foreign = await traffic(sandbox, agent, others);
      const { verdict } = await verdictOf([...sandbox.flags, '--phase', 'observability']);
      const sent = await foreign.stop();

      expect(Math.min(...sent)).toBeGreaterThan(10);
      expect(verdict.checks.filter(({ verdict: one }) => one === 'fail')).toEqual([]);
      const untested = verdict.checks.filter(({ verdict: one }) => one === 'inconclusive');
      const ids = untested.map(({ id }) => id).filter((id) => !others.mayBeInconclusive.includes(id));
      expect(ids.sort()).toEqual(others.inconclusive);
      for (const { reason } of untested) expect(reason).toMatch(/other callers’ traffic/);
      for (const id of others.pass) {
        expect(verdict.checks.find((check) => check.id === id)?.verdict).toBe('pass');
      }
    } finally {
      await agent.close();
      await sandbox.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
  START_MS + RUN_MS,
);
