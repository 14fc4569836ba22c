import { type CreatedKey, keyApi, keyIn, type ListedKey } from '../../fixtures/api-keys.ts';
import { ping } from '../../fixtures/inference-request.ts';
import { holdsSecret } from '../../fixtures/listed-secrets.ts';
import { REVOKED_LIFETIME } from '../../fixtures/revocation.ts';
import { check, demand, observe, test } from '../../fixtures/test.ts';

const NAME = 'maas-verify';

/** Dates are in whole seconds. */
const MOST_APART = 1_000;

function flaws(seen: ListedKey | undefined, created: CreatedKey): string[] {
  if (seen === undefined) return ['it is not there'];
  const apart = Math.abs(Date.parse(seen.expirationDate ?? '') - (created.expiresAt?.getTime() ?? Number.NaN));
  return [
    ...(seen.id === created.id && seen.name === NAME ? [] : ['its id or name is another']),
    ...(seen.status === 'active' ? [] : [`its status is ${seen.status ?? 'not told'}, wanted active`]),
    ...(apart <= MOST_APART
      ? []
      : [`it expires ${seen.expirationDate ?? 'never'}, the key ${created.expiresAt?.toISOString()}`]),
  ];
}

test(
  'API keys are listed to their owner, shown once, and expire with a revocation',
  check({
    id: 'auth.api-keys',
    requirement:
      'An API key MUST work, MUST be shown at its creation only, MUST be listed to its owner alone, and MUST be listed as expired after a revocation.',
    level: 'must',
    needs: ['gateway', 'cluster', 'identity', 'model', 'changes'],
    catches: ['key-secret-shown-again', 'keys-of-others-listed', 'keys-not-listed', 'revoked-keys-stay-active'],
    dependsOn: ['auth.token-issued'],
    remedy:
      'oc logs deployment/maas-api in its namespace, and its store: expect one row for each key, selected by the user, without the key; revoke every key that was shown again (DELETE /maas-api/v1/tokens as its owner)',
    guide: 'guide#52-maas-api',
  }),
  async ({ gateway, models, layout, ownAccounts }) => {
    const keys = keyApi(gateway, layout);
    const owner = await ownAccounts.create('key-owner');
    const other = await ownAccounts.create('key-other');
    const before = await keys.list(owner.openshiftToken);

    const created = await keys.create(owner.openshiftToken, NAME, REVOKED_LIFETIME);
    const listed = await keys.list(owner.openshiftToken);
    const read = await keys.read(owner.openshiftToken, created.id);
    const others = await keys.list(other.openshiftToken);
    const unknown = await keys.read(owner.openshiftToken, `${created.id}-none`);

    demand(!before.keys.some(({ id }) => id === created.id), 'a new key has the id of an older one');
    const inList = flaws(
      listed.keys.find(({ id }) => id === created.id),
      created,
    );
    demand(inList.length === 0, `in the list of its owner’s keys the new one is wrong: ${inList.join('; ')}`);
    const byId = flaws(keyIn(read), created);
    demand(
      read.status === layout.api.keys?.read.success && byId.length === 0,
      `its id answers ${read.status}: ${byId.join('; ')}`,
    );
    demand(!holdsSecret(listed.answer, [created.token]), 'the list of keys holds the keys themselves');
    demand(!holdsSecret(read, [created.token]), 'asked for by its id, the key itself is shown again');
    demand(!others.keys.some(({ id }) => id === created.id), 'another user’s list of keys shows it');
    demand(unknown.status === 404, `an id that no key has was answered ${unknown.status}, wanted 404`);
    const identity = {
      name: owner.username,
      tier: created.tier ?? 'unknown',
      maasToken: created.token,
      origin: 'owned' as const,
    };
    const model = await models.any(identity);
    const { status } = await gateway.request({ ...ping(model), as: identity });
    demand(status === 200, `the key was answered ${status} for inference`);
    const revoked = await owner.revoke();
    const after = (await keys.list(owner.openshiftToken)).keys.find(({ id }) => id === created.id);
    demand(
      after?.status === 'expired',
      `after a revocation (${revoked.status}) the key is listed as ${after?.status ?? 'nothing'}, wanted expired`,
    );
    observe(
      `a key was created, works, is listed to its owner as active and after a revocation as expired; another user’s list has ${others.keys.length} keys, none of them this; the key itself was shown once`,
    );
  },
);
