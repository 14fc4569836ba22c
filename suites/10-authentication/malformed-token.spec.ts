import { attempts, control, demandDenied } from '../../fixtures/denial.ts';
import { ping } from '../../fixtures/inference-request.ts';
import { check, observe, test } from '../../fixtures/test.ts';

/** Values that are no token of any kind, and credentials of another scheme. */
const MALFORMED = {
  'a word': 'Bearer not-a-token',
  'three words with dots': 'Bearer a.b.c',
  'a JWT without content': 'Bearer e30.e30.e30',
  'an unknown OpenShift token': `Bearer sha256~${'x'.repeat(43)}`,
  'a token with a space in it': 'Bearer not a token',
  'basic credentials': `Basic ${Buffer.from('user:password').toString('base64')}`,
  'a scheme without a token': 'Bearer',
};

test(
  'what is no token is refused',
  check({
    id: 'auth.malformed-token',
    requirement:
      'The gateway MUST answer 401 to an inference request whose credential is no token and MUST NOT forward it.',
    level: 'must',
    needs: ['gateway', 'identity', 'model'],
    catches: ['accepts-any-token'],
    dependsOn: ['maas.auth-policies', 'auth.anonymous-denied'],
    remedy:
      'oc get authpolicy,authorizationpolicy -A -o yaml: expect token review for inference, Enforced=True, and no anonymous rule',
    guide: 'verification#test-model-inference',
  }),
  async ({ gateway, identities, models }) => {
    const caller = await identities.lease({ requests: 4 });
    const model = await models.any(caller);
    const served = await control(gateway, { ...ping(model), as: caller });

    const denied = await attempts(gateway, ping(model), MALFORMED);

    const forwarding = await demandDenied(models, model, denied, served);
    observe(`401 for ${denied.map(({ name }) => name).join(', ')}, 200 with a token; ${forwarding}`);
  },
);
