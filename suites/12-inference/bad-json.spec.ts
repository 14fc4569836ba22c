import { control } from '../../fixtures/denial.ts';
import { eachModel } from '../../fixtures/each-model.ts';
import { ping } from '../../fixtures/inference-request.ts';
import { leaksOf } from '../../fixtures/leaks.ts';
import { check, demand, test } from '../../fixtures/test.ts';

test(
  'a body that is no JSON is refused',
  check({
    id: 'inference.bad-json',
    requirement: 'A chat whose body is no JSON MUST be answered 400 by every served model.',
    level: 'must',
    needs: ['gateway', 'identity', 'model'],
    catches: ['bad-json-5xx', 'bad-json-accepted', 'second-model-other-server'],
    dependsOn: ['inference.chat'],
    remedy:
      'the log of the model’s pod and of the gateway: a 5xx is a parser that crashed, a 200 a server that guesses',
    guide: 'common-issues#6-inference-errors',
  }),
  async ({ gateway, identities, models }) => {
    await eachModel({ models, identities }, { requests: 2 }, async (model, caller) => {
      const request = { ...ping(model), as: caller };
      await control(gateway, request);

      // The model's name can still be found in it, so that a gateway that routes by the body has something to go by.
      const broken = `{"model": ${JSON.stringify(model.id)}, "messages": [`;
      const answer = await gateway.request({ ...request, body: broken });

      demand(answer.status === 400, `${model.id} answers a body that is no JSON with ${answer.status}, wanted 400`);
      const leaks = leaksOf(answer.body, [caller.maasToken]);
      demand(leaks.length === 0, `the body of the 400 of ${model.id} gives away ${leaks.join(', ')}`);
      return { seen: '400 for a body that is no JSON, 200 for the same request as JSON' };
    });
  },
);
