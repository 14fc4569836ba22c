import { control } from '../../fixtures/denial.ts';
import { tampered } from '../../fixtures/forged-tokens.ts';
import { ping } from '../../fixtures/inference-request.ts';
import { leaksOf } from '../../fixtures/leaks.ts';
import { check, demand, inconclusive, observe, test } from '../../fixtures/test.ts';

test(
  'error bodies give nothing away',
  check({
    id: 'auth.error-bodies',
    requirement: 'Error bodies SHOULD NOT hold a stack trace, an internal address or the credential that was sent.',
    level: 'should',
    needs: ['gateway', 'identity', 'model'],
    catches: ['errors-leak-stack-trace', 'errors-leak-token', 'errors-leak-address'],
    dependsOn: ['auth.gateway-reachable'],
    remedy: 'find the component that writes the body (x-ext-auth-reason, server header); switch its debug mode off',
    guide: 'common-issues#3-token-generation-fails',
  }),
  async ({ gateway, identities, models, layout }) => {
    const caller = await identities.lease({ requests: 6 });
    const model = await models.any(caller);
    const forged = tampered(caller.maasToken, 'enterprise')['a changed payload'] ?? '';
    const { mint, models: catalogue } = layout.api;
    await control(gateway, { ...ping(model), as: caller });

    const authorization = `Bearer ${forged}`;
    const answers = [
      { name: 'inference without a token', answer: await gateway.request(ping(model)) },
      { name: 'inference with a forged token', answer: await gateway.request({ ...ping(model), authorization }) },
      {
        name: 'a mint with a forged token',
        answer: await gateway.request({ method: mint.method, path: mint.path, authorization, body: {} }),
      },
      {
        name: 'the catalogue with a forged token',
        answer: await gateway.request({ path: catalogue.path, authorization }),
      },
      {
        name: 'a body that is no JSON',
        answer: await gateway.request({ ...ping(model), as: caller, body: '{"model":' }),
      },
    ];

    const errors = answers.filter(({ answer }) => answer.status >= 400);
    if (errors.length === 0) inconclusive('none of the wrong requests was answered with an error');
    const leaks = errors.flatMap(({ name, answer }) =>
      leaksOf(answer.body, [caller.maasToken, forged]).map((leak) => `${name} (${answer.status}): ${leak}`),
    );
    demand(leaks.length === 0, `error bodies give away: ${leaks.join('; ')}`);
    observe(`nothing in the bodies of ${errors.map(({ name, answer }) => `${name} (${answer.status})`).join(', ')}`);
  },
);
