import { attempts, bearers, control, demandDenied } from '../../fixtures/denial.ts';
import { unsigned } from '../../fixtures/forged-tokens.ts';
import { ping } from '../../fixtures/inference-request.ts';
import { check, observe, test } from '../../fixtures/test.ts';

test(
  'a token without a signature is refused',
  check({
    id: 'auth.unsigned-token',
    requirement:
      'The gateway MUST answer 401 to a token with "alg": "none" or without a signature and MUST NOT forward the request.',
    level: 'must',
    needs: ['gateway', 'identity', 'model'],
    catches: ['alg-none-accepted'],
    dependsOn: ['auth.malformed-token'],
    remedy: 'oc get authpolicy -A -o yaml: expect kubernetesTokenReview, or a JWT rule that names its algorithms',
    guide: 'verification#test-model-inference',
  }),
  async ({ gateway, identities, models }) => {
    const caller = await identities.lease({ requests: 4 });
    const model = await models.any(caller);
    const served = await control(gateway, { ...ping(model), as: caller });

    const denied = await attempts(gateway, ping(model), bearers(unsigned(caller.maasToken)));

    const forwarding = await demandDenied(models, model, denied, served);
    observe(`401 for ${denied.map(({ name }) => name).join(', ')}, 200 with the signature; ${forwarding}`);
  },
);
