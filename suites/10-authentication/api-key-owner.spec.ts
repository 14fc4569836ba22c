import { keyApi, keyIn } from '../../fixtures/api-keys.ts';
import { holdsSecret } from '../../fixtures/listed-secrets.ts';
import { REVOKED_LIFETIME } from '../../fixtures/revocation.ts';
import { check, demand, inconclusive, observe, test, violated } from '../../fixtures/test.ts';

test(
  'an API key is readable by its owner alone',
  check({
    id: 'auth.api-key-owner',
    requirement: 'Another user who asks for an API key by its id MUST be answered 404 or 403.',
    level: 'must',
    needs: ['gateway', 'cluster', 'identity', 'changes'],
    catches: ['key-secret-shown-again'],
    dependsOn: ['auth.api-keys'],
    remedy:
      'upgrade MaaS to a release that compares the owner of a key; until then treat the ids of keys as confidential',
    guide: 'guide#52-maas-api',
  }),
  async ({ gateway, layout, ownAccounts }) => {
    const keys = keyApi(gateway, layout);
    const owner = await ownAccounts.create('key-owned');
    const stranger = await ownAccounts.create('key-stranger');
    const { id, token } = await keys.create(owner.openshiftToken, 'maas-verify', REVOKED_LIFETIME);
    const own = await keys.read(owner.openshiftToken, id);
    if (keyIn(own)?.id !== id) inconclusive(`its owner does not get it either: ${own.status}`);

    const answer = await keys.read(stranger.openshiftToken, id);

    demand(
      !holdsSecret(answer, [token]),
      `another user who knows its id was answered ${answer.status} with the key itself`,
    );
    if (answer.status === 200) violated('another user who knows its id was answered 200 with its metadata');
    demand([403, 404].includes(answer.status), `another user was answered ${answer.status}, wanted 404 or 403`);
    observe(`its owner gets it by its id, another user is answered ${answer.status}`);
  },
);
