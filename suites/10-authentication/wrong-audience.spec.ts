import { attempts, control, demandDenied } from '../../fixtures/denial.ts';
import { ping } from '../../fixtures/inference-request.ts';
import { check, observe, test } from '../../fixtures/test.ts';

test(
  'a token for another audience is refused for inference',
  check({
    id: 'auth.wrong-audience',
    requirement:
      'The gateway MUST answer 401 to an inference request with an OpenShift token, which is not meant for inference.',
    level: 'must',
    needs: ['gateway', 'identity', 'model'],
    catches: ['audience-ignored'],
    dependsOn: ['auth.malformed-token'],
    remedy:
      'oc get authpolicy -A -o yaml: expect kubernetesTokenReview.audiences to name the gateway’s audience alone for inference',
    guide: 'verification#test-model-inference',
  }),
  async ({ gateway, identities, models, layout }) => {
    const caller = await identities.lease({ requests: 4 });
    const { token } = await identities.openshiftToken(caller.tier);
    const model = await models.any(caller);
    const served = await control(gateway, { ...ping(model), as: caller });

    const denied = await attempts(gateway, ping(model), { 'an OpenShift token': `Bearer ${token}` });

    const forwarding = await demandDenied(models, model, denied, served);
    observe(`401 for an OpenShift token, 200 for one for ${layout.token.audience ?? 'MaaS'}; ${forwarding}`);
  },
);
