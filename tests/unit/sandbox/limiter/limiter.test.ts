import { describe, expect, test } from 'vitest';
import { healthy } from '../../../../sandbox/behaviour.ts';
import { objectStore } from '../../../../sandbox/kube/object-store.ts';
import type { LimiterBehaviour } from '../../../../sandbox/limiter/behaviour.ts';
import type { LimitedCall, ReportedUsage } from '../../../../sandbox/limiter/call.ts';
import { limiter } from '../../../../sandbox/limiter/limiter.ts';
import type { KubeObject } from '../../../../sandbox/object.ts';
import { worldOf } from '../gateway/test-world.ts';

const LIMIT = 3;
const TOKENS = 20;

const policy = (kind: string, limit: number): KubeObject => ({
  apiVersion: 'kuadrant.io/v1',
  kind,
  metadata: { name: 'limits', namespace: 'gateway' },
  spec: {
    limits: Object.fromEntries(
      ['free', 'premium'].map((tier) => [
        tier,
        {
          rates: [{ limit: tier === 'free' ? limit : limit * 2, window: '1h' }],
          when: [{ predicate: `auth.identity.tier == "${tier}"` }],
          counters: [{ expression: 'auth.identity.userid' }],
        },
      ]),
    ),
  },
});

/** A TelemetryPolicy as the release ships it. */
const telemetry = (enforced: 'True' | 'False'): KubeObject => ({
  apiVersion: 'extensions.kuadrant.io/v1alpha1',
  kind: 'TelemetryPolicy',
  metadata: { name: 'user-group', namespace: 'gateway' },
  spec: {
    metrics: {
      default: {
        labels: { model: 'responseBodyJSON("/model")', tier: 'auth.identity.tier', user: 'auth.identity.userid' },
      },
    },
  },
  status: { conditions: [{ type: 'Enforced', status: enforced }] },
});

const base = await worldOf('maas-0.0.2');

type Kinds = Partial<Record<'RateLimitPolicy' | 'TokenRateLimitPolicy', number>>;

function limiterWith(
  quirks: Partial<LimiterBehaviour>,
  kinds: Kinds = { RateLimitPolicy: LIMIT },
  more: KubeObject[] = [],
) {
  const world = {
    ...base,
    objects: objectStore([...Object.entries(kinds).map(([kind, limit]) => policy(kind, limit)), ...more]),
    behaviour: { ...healthy(), limiter: { ...healthy().limiter, ...quirks } },
    registries: new Map(),
  };
  return { limited: limiter(world), world };
}

const call = (userid: string, tier = 'free'): LimitedCall => ({
  attributes: { auth: { identity: { userid, tier } }, request: { path: '/v1/chat/completions' } },
  labels: { tier, user: userid, model: 'm' },
});
const usage = (promptTokens: number, completionTokens: number): ReportedUsage => ({
  promptTokens,
  completionTokens,
  totalTokens: promptTokens + completionTokens,
});

/** How many of `count` requests of one user are admitted, one after the other. */
async function admitted(quirks: Partial<LimiterBehaviour>, count: number, callers = ['ann']): Promise<number> {
  const { limited } = limiterWith(quirks);
  let total = 0;
  for (let sent = 0; sent < count; sent += 1) {
    const caller = callers[sent % callers.length] ?? 'ann';
    if ((await limited.admit(call(caller))) === 'admitted') total += 1;
  }
  return total;
}

describe('requests', () => {
  test('are admitted exactly as often as the limit, also at once', async () => {
    expect(await admitted({}, 10)).toBe(LIMIT);
    const { limited } = limiterWith({});
    const together = await Promise.all(Array.from({ length: 20 }, () => limited.admit(call('ann'))));
    expect(together.filter((one) => one === 'admitted')).toHaveLength(LIMIT);
  });

  test('of another user and another tier have their own counters', async () => {
    const { limited } = limiterWith({});
    for (let sent = 0; sent <= LIMIT; sent += 1) await limited.admit(call('ann'));
    expect(await limited.admit(call('ann'))).toBe('limited');
    expect(await limited.admit(call('bob'))).toBe('admitted');
    expect(await limited.admit(call('ann', 'premium'))).toBe('admitted');
  });

  test('of nobody known are not limited', async () => {
    const { limited } = limiterWith({});
    const unknown: LimitedCall = { attributes: { auth: { identity: {} } }, labels: { tier: '', user: '', model: '' } };
    const all = await Promise.all(Array.from({ length: 10 }, () => limited.admit(unknown)));
    expect(new Set(all)).toEqual(new Set(['admitted']));
  });
});

describe('tokens', () => {
  test('admit while fewer than the limit are consumed; an answer of 0 counts as 1', async () => {
    const { limited } = limiterWith({}, { TokenRateLimitPolicy: TOKENS });
    limited.report(call('ann'), usage(10, 9), false);
    expect(await limited.admit(call('ann'))).toBe('admitted');
    limited.report(call('ann'), usage(0, 0), false);
    expect(await limited.admit(call('ann'))).toBe('limited');
  });

  test('of an answer without usage are not counted', async () => {
    const { limited } = limiterWith({}, { TokenRateLimitPolicy: TOKENS });
    for (let sent = 0; sent < 50; sent += 1) limited.report(call('ann'), undefined, true);
    expect(await limited.admit(call('ann'))).toBe('admitted');
  });

  test.each<[LimiterBehaviour['tokens'], number]>([
    ['total', 2],
    ['doubled', 1],
    ['prompt-only', 3],
    ['completion-only', 7],
    ['one-per-answer', 20],
  ])('counted as %s: %i answers spend the limit', async (tokens, answers) => {
    const { limited } = limiterWith({ tokens }, { TokenRateLimitPolicy: TOKENS });
    let sent = 0;
    while ((await limited.admit(call('ann'))) === 'admitted' && sent < 100) {
      limited.report(call('ann'), usage(8, 3), false);
      sent += 1;
    }
    expect(sent).toBe(answers);
  });
});

describe('a limiter that is wrong', () => {
  test.each<[string, Partial<LimiterBehaviour>, number]>([
    ['admits one too many', { requestLimitOffset: 1 }, LIMIT + 1],
    ['admits one too few', { requestLimitOffset: -1 }, LIMIT - 1],
    ['is off', { off: true }, 12],
    ['leaves a tier unlimited', { unlimitedTiers: ['free'] }, 12],
    ['counts twice', { hitsPerRequest: 2 }, 1],
    ['has two replicas', { replicas: 2 }, LIMIT * 2],
    ['flaps', { flapping: true }, LIMIT + 3],
    ['is down and open', { down: true, whenDown: 'open' }, 12],
    ['is down and closed', { down: true, whenDown: 'closed' }, 0],
  ])('%s', async (_name, quirks, expected) => {
    expect(await admitted(quirks, 12)).toBe(expected);
  });

  test('one counter for a tier, or for everyone', async () => {
    expect(await admitted({}, 12, ['ann', 'bob'])).toBe(2 * LIMIT);
    expect(await admitted({ countedPer: 'tier' }, 12, ['ann', 'bob'])).toBe(LIMIT);
    const { limited } = limiterWith({ countedPer: 'everyone' });
    for (let sent = 0; sent < LIMIT; sent += 1) await limited.admit(call('ann'));
    for (let sent = 0; sent < LIMIT; sent += 1) await limited.admit(call('bob', 'premium'));
    expect(await limited.admit(call('carol', 'premium'))).toBe('limited');
  });

  test('looks first and counts later: a burst overshoots, one after the other does not', async () => {
    const { limited } = limiterWith({ checkThenAct: true });
    const together = await Promise.all(Array.from({ length: 10 }, () => limited.admit(call('ann'))));
    expect(together.filter((one) => one === 'admitted').length).toBeGreaterThan(LIMIT);
    expect(await admitted({ checkThenAct: true }, 6)).toBe(LIMIT);
  });

  test('loses admissions of a burst only', async () => {
    const { limited } = limiterWith({ losesAdmissionsInBurst: true });
    const together = await Promise.all(Array.from({ length: 8 }, () => limited.admit(call('ann', 'premium'))));
    expect(together.filter((one) => one === 'admitted').length).toBeLessThan(2 * LIMIT);
    expect(await admitted({ losesAdmissionsInBurst: true }, 5)).toBe(LIMIT);
  });
});

test('metrics keep Limitador’s names and count what was decided', async () => {
  const { limited, world } = limiterWith({}, undefined, [telemetry('True')]);
  const text = async (): Promise<string> => (await world.registries.get('limitador')?.metrics()) ?? '';
  expect(await text()).toContain('limitador_up 1');
  expect(await text()).not.toMatch(/^limited_calls\{/m);
  for (let sent = 0; sent < 5; sent += 1) await limited.admit(call('ann'));
  const labels = 'limitador_namespace="openshift-ingress/maas-default-gateway"';
  expect(await text()).toContain(`authorized_calls{${labels},model="m",tier="free",user="ann"} 6`);
  expect(await text()).toContain(`limited_calls{${labels}} 2`);
  expect(await text()).not.toContain('authorized_calls_total');
});

test('what was decided has no caller in the metrics where no TelemetryPolicy is enforced', async () => {
  const { limited, world } = limiterWith({}, undefined, [telemetry('False')]);
  await limited.admit(call('ann'));
  const text = await world.registries.get('limitador')?.metrics();
  expect(text).toContain('authorized_calls{limitador_namespace="openshift-ingress/maas-default-gateway"} 2');
  expect(text).not.toContain('ann');
});
