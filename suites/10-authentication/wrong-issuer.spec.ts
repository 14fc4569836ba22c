import { attempts, bearers, control, demandDenied } from '../../fixtures/denial.ts';
import { otherIssuers } from '../../fixtures/forged-tokens.ts';
import { ping } from '../../fixtures/inference-request.ts';
import { check, observe, test } from '../../fixtures/test.ts';

test(
  'a token of another issuer is refused',
  check({
    id: 'auth.wrong-issuer',
    requirement:
      'The gateway MUST answer 401 to a token of an issuer that it does not trust, whatever key it is signed with, and MUST NOT forward the request.',
    level: 'must',
    needs: ['gateway', 'identity', 'model'],
    catches: ['issuer-ignored'],
    dependsOn: ['auth.malformed-token', 'auth.tampered-token'],
    remedy:
      'oc get authpolicy,requestauthentication -A -o yaml: expect kubernetesTokenReview, or JWT rules that each name their issuer and its keys',
    guide: 'verification#test-model-inference',
  }),
  async ({ gateway, identities, models }) => {
    const caller = await identities.lease({ requests: 4 });
    const model = await models.any(caller);
    const forged = await otherIssuers(caller.maasToken);
    const served = await control(gateway, { ...ping(model), as: caller });

    const denied = await attempts(gateway, ping(model), bearers(forged));

    const forwarding = await demandDenied(models, model, denied, served);
    observe(`401 for ${denied.map(({ name }) => name).join(', ')}, 200 for the genuine token; ${forwarding}`);
  },
);
