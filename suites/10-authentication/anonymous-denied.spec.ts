import { check, demand, inconclusive, observe, test } from '../../fixtures/test.ts';

test(
  'a request without a token is refused',
  check({
    id: 'auth.anonymous-denied',
    requirement: 'The gateway MUST answer 401 to an inference request without a token and MUST NOT forward it.',
    level: 'must',
    needs: ['gateway', 'identity', 'model'],
    catches: ['auth-off', 'denied-but-forwarded', 'denied-with-403'],
    dependsOn: ['maas.auth-policies'],
    remedy:
      'oc get authpolicy,authorizationpolicy -A: expect a policy on the gateway with Enforced=True; restart Authorino if it is stale',
    guide: 'verification#test-model-inference',
  }),
  async ({ gateway, identities, models }) => {
    const caller = await identities.lease();
    const model = await models.any(caller);
    const chat = {
      method: 'POST',
      path: `${model.basePath}/chat/completions`,
      body: { model: model.id, max_tokens: 1, messages: [{ role: 'user', content: 'ping' }] },
    };
    const control = await gateway.request({ ...chat, as: caller });
    if (control.status !== 200) inconclusive(`the same request with a token answered ${control.status}, not 200`);

    const denied = await gateway.request(chat);

    demand(denied.status === 401, `without a token the gateway answered ${denied.status}`);
    const forwarded = await models.saw(model, denied.requestId, control.requestId);
    demand(forwarded !== 'seen', 'the gateway answered 401, yet the model received the request');
    observe(
      `401 without a token, 200 with one; ${forwarded === 'not-seen' ? 'not forwarded' : 'forwarding cannot be known'}`,
    );
  },
);
