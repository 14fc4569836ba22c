import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UnsecuredJWT } from 'jose';
import { expect, onTestFinished, test } from 'vitest';
import { guide } from '../../../../layouts/guide.ts';
import { gatewayClient } from '../../../../platform/gateway/client.ts';
import type { Bearer } from '../../../../platform/identities/given.ts';
import type { Lease } from '../../../../platform/identities/identities.ts';
import type { OwnedCallers } from '../../../../platform/identities/owned-callers.ts';
import { type IdentityOptions, identitySource } from '../../../../platform/identities/source.ts';
import type { Limits } from '../../../../platform/limits/policies.ts';
import { redact } from '../../../../platform/redact.ts';
import { WAITS } from '../../../../platform/waits.ts';
import { json, localServer } from '../local-server.ts';

const WINDOW = 500;
const limits = (numbers: Record<string, number>): Limits => ({
  byTier: new Map(
    Object.entries(numbers).map(([tier, limit]) => [
      tier,
      { limit, windowMs: WINDOW, windowSeconds: WINDOW / 1_000, further: [] },
    ]),
  ),
  entries: [],
  from: 'test',
});

/** A maas-api that gives a token of the tier that the OpenShift token begins with; `refuse…` is refused. */
async function source(identities: object[], options: Partial<IdentityOptions> = {}) {
  const server = await localServer((request, response) => {
    const [, openshift = ''] = (request.headers.authorization ?? '').split(' ');
    const tier = openshift.split('-')[0];
    if (tier === 'refuse') json(response, { error: openshift }, 401);
    else json(response, { token: new UnsecuredJWT({ tier }).setSubject(openshift).setExpirationTime('1h').encode() });
  });
  const gateway = gatewayClient({ url: new URL(server.url), foundBy: 'test' }, { insecureSkipTlsVerify: false });
  onTestFinished(() => gateway.close());
  const privateFolder = mkdtempSync(join(tmpdir(), 'identities-test-'));
  const identitiesFile = join(privateFolder, 'given.yaml');
  writeFileSync(identitiesFile, JSON.stringify({ identities }));
  const all: IdentityOptions = {
    identitiesFile,
    privateFolder,
    layout: guide,
    requestBudget: 1_000,
    tokenBudget: 1_000,
    gateway: async () => gateway,
    requestLimits: async () => limits({ free: 10, premium: 100 }),
    tokenLimits: async () => limits({}),
    ...options,
  };
  return { server, gateway, all, start: () => identitySource(all) };
}

const FREE = { name: 'ann', tier: 'free', openshiftToken: 'free-openshift-token' };
const FREE_TOO = { name: 'bob', tier: 'free', openshiftToken: 'free-openshift-token-2' };
const UNKNOWN = { name: 'eve', openshiftToken: 'premium-openshift-token' };
const REFUSED = { name: 'dan', tier: 'free', openshiftToken: 'refuse-openshift-token' };

test('a tier that nobody names is learnt from the minted token, and both tokens become secrets', async () => {
  const { start } = await source([FREE, UNKNOWN]);
  const identities = start().forCheck();

  expect(await identities.tiers()).toEqual(['free', 'premium']);
  const caller = await identities.lease({ tier: 'premium' });
  expect(caller).toMatchObject({ name: 'eve', tier: 'premium', subject: UNKNOWN.openshiftToken, origin: 'minted' });
  expect(redact(`${caller.maasToken} ${UNKNOWN.openshiftToken}`)).toBe('[redacted] [redacted]');
});

test('without a tier asked for, the lowest with room is taken', async () => {
  const { start } = await source([FREE, UNKNOWN]);
  const identities = start().forCheck();

  expect(await identities.lease({ requests: 4 })).toMatchObject({ tier: 'premium' });
  expect(await identities.lease({ requests: 4, tier: 'free' })).toMatchObject({ tier: 'free' });
});

test('two leases of one check are two callers, as long as there are two', async () => {
  const { start } = await source([FREE, FREE_TOO]);
  const identities = start().forCheck();

  const names = [await identities.lease({ requests: 1 }), await identities.lease({ requests: 1 })].map(
    ({ name }) => name,
  );

  expect(new Set(names).size).toBe(2);
});

test('a spent quota is not leased again before its window is over, by a restarted worker either', async () => {
  const { start, gateway } = await source([FREE]);
  const first = start().forCheck();
  const caller = await first.lease({ tier: 'free', fresh: true, requests: 10 });
  const spentAt = Date.now();
  for (let sent = 0; sent < 10; sent += 1) await gateway.request({ path: '/', as: caller });
  first.settle();

  await start().forCheck().lease({ tier: 'free', requests: 1 });

  expect(Date.now() - spentAt).toBeGreaterThanOrEqual(WINDOW);
});

test('what was reserved and not sent is given back', async () => {
  const { start, gateway } = await source([FREE]);
  const run = start();
  const first = run.forCheck();
  const caller = await first.lease({ tier: 'free', requests: 10 });
  await gateway.request({ path: '/', as: caller });
  first.settle();
  const settledAt = Date.now();

  await run.forCheck().lease({ tier: 'free', requests: 9 });

  expect(Date.now() - settledAt).toBeLessThan(WINDOW);
});

test('a worker that died without saying what it spent leaves its reservation', async () => {
  const { start } = await source([FREE]);
  await start().forCheck().lease({ tier: 'free', requests: 10 });
  const diedAt = Date.now();

  await start().forCheck().lease({ tier: 'free', requests: 1 });

  expect(Date.now() - diedAt).toBeGreaterThanOrEqual(WINDOW);
});

test('a token is minted once, kept for nobody else’s eyes, and used again by a restarted worker', async () => {
  const { start, server, all } = await source([FREE]);
  const first = await start().forCheck().lease({ tier: 'free', requests: 1 });

  const second = await start().forCheck().lease({ tier: 'free', requests: 1 });

  expect(second.maasToken).toBe(first.maasToken);
  expect(server.seen).toEqual(['POST /maas-api/token']);
  const file = join(all.privateFolder, 'callers.json');
  expect(statSync(file).mode & 0o077).toBe(0);
  expect(readFileSync(file, 'utf8')).not.toContain(FREE.openshiftToken);
});

test('a caller whose mint is refused is passed over; when none is left the reason is told, without the token', async () => {
  const { start } = await source([REFUSED, FREE]);
  const alone = await source([REFUSED]);

  expect(await start().forCheck().lease({ tier: 'free' })).toMatchObject({ name: 'ann' });
  const refusal = await alone
    .start()
    .forCheck()
    .lease()
    .catch((error: unknown) => String(error));
  expect(refusal).toContain('POST /maas-api/token for dan answered 401');
  expect(refusal).not.toContain(REFUSED.openshiftToken);
});

test.each([
  ['no file', { identitiesFile: undefined }, {}, '--identities'],
  ['another tier', {}, { tier: 'enterprise' }, 'no caller of tier enterprise is known'],
  ['more than the budget', { requestBudget: 5 }, { requests: 6 }, 'the request budget is 5'],
  [
    'a window too long to wait for',
    { tokenLimits: async () => longWindow },
    { tier: 'free', fresh: true },
    'give more callers',
  ],
])('%s is inconclusive, naming what to give', async (_, options, lease, text) => {
  const { start } = await source([FREE], options);
  const identities = start().forCheck();
  if (text === 'give more callers') await identities.lease({ tier: 'free' });

  await expect(identities.lease(lease)).rejects.toMatchObject({
    name: 'Inconclusive',
    message: expect.stringContaining(text),
  });
});
/** Service accounts of our own in the tiers named, whose OpenShift tokens begin with what is given. */
function ownAccounts(tiers: Record<string, string>): OwnedCallers {
  const made: Bearer[] = [];
  return {
    all: () => made,
    async recruit(tier) {
      const token = tiers[tier];
      if (token === undefined) return undefined;
      const bearer: Bearer = {
        name: `owned-${made.length + 1}`,
        tier,
        openshiftToken: `${token}-${made.length + 1}`,
        origin: 'owned',
      };
      made.push(bearer);
      return bearer;
    },
    whyNot: (tier) => (tiers[tier] === undefined ? 'its groups hold no service account' : undefined),
  };
}

test('without a caller given, service accounts of our own are callers, and the rest says what to give', async () => {
  const owned = ownAccounts({ free: 'free-account-token' });
  const { start } = await source([], { identitiesFile: undefined, owned });
  const identities = start().forCheck();

  expect(await identities.tiers()).toEqual(['free']);
  expect(await identities.lease({ tier: 'free' })).toMatchObject({ name: 'owned-1', origin: 'owned', tier: 'free' });
  await expect(identities.lease({ tier: 'premium' })).rejects.toMatchObject({
    name: 'Inconclusive',
    message: expect.stringMatching(/tier premium is known: .*hold no service account; give callers with --identities/),
  });
});

test('given callers come first; one of our own is made instead of a wait for a window', async () => {
  const owned = ownAccounts({ free: 'free-account-token' });
  const { start } = await source([FREE], { owned });
  const run = start();
  const began = Date.now();
  const all = { tier: 'free', fresh: true, requests: 10 };

  const names = [await run.forCheck().lease(all), await run.forCheck().lease(all), await run.forCheck().lease(all)].map(
    ({ name }) => name,
  );

  expect(names).toEqual(['ann', 'owned-1', 'owned-2']);
  expect(Date.now() - began).toBeLessThan(WINDOW);
});

test('where one of our own gets no token, no further one is made', async () => {
  const owned = ownAccounts({ free: 'refuse-account-token' });
  const { start } = await source([], { identitiesFile: undefined, owned });

  await expect(start().forCheck().lease({ tier: 'free' })).rejects.toMatchObject({
    name: 'Inconclusive',
    message: expect.stringContaining('POST /maas-api/token for owned-1 answered 401'),
  });
  expect(owned.all()).toHaveLength(1);
});

const longWindow: Limits = {
  byTier: new Map([['free', { limit: 100, windowMs: 3_600_000, windowSeconds: 3_600, further: [] }]]),
  entries: [],
  from: 'test',
};

test.each([
  ['identities: [{name: a}]', 'has neither openshiftToken nor maasToken'],
  ['identities: 7', 'not valid at identities'],
  ['a: [sha256~secretsecret', 'neither YAML nor JSON'],
  [JSON.stringify({ identities: [FREE, FREE] }), 'names ann twice'],
])('the file %s is inconclusive in one line without its text', async (text, why) => {
  const { start, all } = await source([]);
  writeFileSync(all.identitiesFile ?? '', text);

  const refusal = await start()
    .forCheck()
    .lease()
    .catch((error: unknown) => String(error));

  expect(refusal).toContain(why);
  expect(refusal).not.toContain('secretsecret');
  expect(String(refusal).split('\n')).toHaveLength(1);
});

test('of a given caller it is not known what was sent before the run, until a window of it has passed', async () => {
  const ann = { name: 'ann', tier: 'free', openshiftToken: 'free-ann' };
  const company = async (began: number | undefined) => (await source([ann], { began })).start().forCheck();
  const doubtsOf = async (began: number | undefined, lease: Lease = {}) => {
    const cast = await (await company(began)).cast({ role: { tier: 'free', requests: 5, ...lease } });
    return 'doubts' in cast ? cast.doubts : cast.freeAt;
  };
  const began = Date.now();

  expect(await doubtsOf(began)).toEqual({ window: ['ann'], longer: ['ann'] });
  expect(await doubtsOf(undefined)).toEqual({ window: [], longer: [] });
  expect(await doubtsOf(began - 2 * WINDOW)).toEqual({ window: [], longer: [] });
  expect(await doubtsOf(began, { sure: true })).toBe(began + WINDOW + WAITS.windowMargin);
});
