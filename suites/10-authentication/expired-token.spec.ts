import { attempts, bearers, control, demandDenied } from '../../fixtures/denial.ts';
import { demandNotRemembered, expiredTokens } from '../../fixtures/expired-tokens.ts';
import { ping } from '../../fixtures/inference-request.ts';
import { awaitExpiry, shortLived } from '../../fixtures/short-lived.ts';
import { check, observe, test } from '../../fixtures/test.ts';

test(
  'an expired token is refused',
  check({
    id: 'auth.expired-token',
    requirement: 'The gateway MUST answer 401 to a token that has expired and MUST NOT forward the request.',
    level: 'must',
    needs: ['gateway', 'identity', 'model'],
    catches: ['expiry-ignored'],
    dependsOn: ['auth.token-issued', 'auth.malformed-token'],
    remedy:
      'oc get authpolicy -A -o yaml: expect kubernetesTokenReview and a cache no longer than a token lives; restart Authorino if it is stale',
    guide: 'verification#generate-token',
  }),
  async ({ gateway, identities, models, layout }) => {
    const caller = await identities.lease({ requests: 4 });
    const model = await models.any(caller);
    const given = expiredTokens(identities.expiredTokens(), caller, layout);
    if (given.length > 0) {
      const served = await control(gateway, { ...ping(model), as: caller });
      const tokens = Object.fromEntries(given.map(({ name, token }) => [`the expired token of ${name}`, token]));
      const denied = await attempts(gateway, ping(model), bearers(tokens));
      demandNotRemembered(given, denied);
      const proof = await demandDenied(models, model, denied, served);
      observe(`401 for ${denied.map(({ name }) => name).join(', ')}, 200 for a valid one; ${proof}`);
      return;
    }
    const tokens = await shortLived(caller, gateway, layout);
    const served = await control(gateway, { ...ping(model), as: tokens.used });

    const { answer, lateMs } = await awaitExpiry(tokens, (as) => gateway.request({ ...ping(model), as }));

    const forwarding = await demandDenied(
      models,
      model,
      [{ name: `a token ${lateMs} ms after its expiry`, answer }],
      served,
    );
    observe(`200 while it was valid, 401 ${lateMs} ms after its expiry for a token not used before; ${forwarding}`);
  },
);
