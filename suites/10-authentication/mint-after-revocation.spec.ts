import { ping } from '../../fixtures/inference-request.ts';
import { mintRequest, readMint } from '../../fixtures/minting.ts';
import { REVOKED_LIFETIME } from '../../fixtures/revocation.ts';
import { check, demand, inconclusive, observe, test } from '../../fixtures/test.ts';

/** A race is not lost each time. */
const ROUNDS = 4;

test(
  'a user gets a new token right after a revocation',
  check({
    id: 'auth.mint-after-revocation',
    requirement: 'The first mint after a revocation SHOULD succeed, with a token that is accepted.',
    level: 'should',
    needs: ['gateway', 'cluster', 'identity', 'model', 'changes'],
    catches: ['mint-after-revocation-fails'],
    dependsOn: ['auth.token-issued', 'auth.revocation'],
    remedy:
      'mint again, once is enough; oc logs deployment/maas-api in its namespace: expect no service account that is not found (maas-api still knew the deleted one, and did not make it anew)',
    guide: 'verification#generate-token',
  }),
  async ({ gateway, models, layout, ownAccounts }) => {
    const account = await ownAccounts.create('mint-again');
    const before = await account.mint(REVOKED_LIFETIME);
    const model = await models.any(before);
    const request = mintRequest(layout, account.openshiftToken, { lifetime: REVOKED_LIFETIME });

    const rounds = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const revoked = await account.revoke();
      rounds.push({ revoked: revoked.status, answer: await gateway.request(request) });
    }

    const unrevoked = rounds.find(({ revoked }) => revoked !== layout.api.revoke?.success);
    if (unrevoked !== undefined) inconclusive(`a revocation was answered ${unrevoked.revoked}`);
    const failed = rounds.filter(({ answer }) => answer.status !== layout.api.mint.success);
    demand(
      failed.length === 0,
      `${failed.length} of ${ROUNDS} mints right after a revocation were answered ${failed.map(({ answer }) => answer.status).join(', ')}`,
    );
    const tokens = rounds.map(({ answer }) => readMint(answer, layout).token);
    const { status } = await gateway.request({ ...ping(model), as: { ...before, maasToken: tokens.at(-1) ?? '' } });
    demand(status === 200, `the token that was minted right after a revocation was answered ${status} for inference`);
    observe(
      `${ROUNDS} mints right after a revocation were answered ${layout.api.mint.success}, and the last is accepted`,
    );
  },
);
