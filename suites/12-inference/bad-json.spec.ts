import { control } from '../../fixtures/denial.ts';
import { roomyCaller } from '../../fixtures/inference-caller.ts';
import { ping } from '../../fixtures/inference-request.ts';
import { leaksOf } from '../../fixtures/leaks.ts';
import { check, demand, observe, test } from '../../fixtures/test.ts';

test(
  'a body that is no JSON is refused',
  check({
    id: 'inference.bad-json',
    requirement: 'A chat whose body is no JSON MUST be answered 400.',
    level: 'must',
    needs: ['gateway', 'identity', 'model'],
    catches: ['bad-json-5xx', 'bad-json-accepted'],
    dependsOn: ['inference.chat'],
    remedy:
      'the log of the model’s pod and of the gateway: a 5xx is a parser that crashed, a 200 a server that guesses',
    guide: 'common-issues#6-inference-errors',
  }),
  async ({ gateway, identities, models }) => {
    const caller = await roomyCaller(identities, 4);
    const model = await models.any(caller);
    const request = { ...ping(model), as: caller };
    await control(gateway, request);

    // The model's name can still be found in it, so that a gateway that routes by the body has something to go by.
    const answer = await gateway.request({ ...request, body: `{"model": ${JSON.stringify(model.id)}, "messages": [` });

    demand(answer.status === 400, `a body that is no JSON was answered ${answer.status}, wanted 400`);
    const leaks = leaksOf(answer.body, [caller.maasToken]);
    demand(leaks.length === 0, `the body of the 400 gives away ${leaks.join(', ')}`);
    observe('400 for a body that is no JSON, 200 for the same request as JSON');
  },
);
