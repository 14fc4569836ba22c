import { attempts, bearers, control, demandDenied } from '../../fixtures/denial.ts';
import { foreign, tampered } from '../../fixtures/forged-tokens.ts';
import { ping } from '../../fixtures/inference-request.ts';
import { check, observe, test } from '../../fixtures/test.ts';

test(
  'a token that was changed, or signed by a foreign key, is refused',
  check({
    id: 'auth.tampered-token',
    requirement:
      'The gateway MUST answer 401 to a token whose signature does not match it and MUST NOT forward the request.',
    level: 'must',
    needs: ['gateway', 'identity', 'model'],
    catches: [
      'signature-ignored',
      'wrong-key-accepted',
      'trailing-characters-ignored',
      'cache-ignores-signature',
      'not-before-ignored',
      'accepts-any-token',
    ],
    dependsOn: ['auth.malformed-token'],
    remedy:
      'oc get authpolicy -A -o yaml: expect kubernetesTokenReview (or a JWT rule with an issuer), not a rule that only decodes the token',
    guide: 'verification#test-model-inference',
  }),
  async ({ gateway, identities, models, layout }) => {
    const caller = await identities.lease({ requests: 4 });
    const model = await models.any(caller);
    const highest = layout.tiers.names.at(-1) ?? 'enterprise';
    const forged = { ...tampered(caller.maasToken, highest), ...(await foreign(caller.maasToken)) };
    const served = await control(gateway, { ...ping(model), as: caller });

    const denied = await attempts(gateway, ping(model), bearers(forged));

    const forwarding = await demandDenied(models, model, denied, served);
    observe(`401 for ${denied.map(({ name }) => name).join(', ')}, 200 for the token as it was issued; ${forwarding}`);
  },
);
