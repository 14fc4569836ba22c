import { control } from '../../fixtures/denial.ts';
import { ping } from '../../fixtures/inference-request.ts';
import { leaksOf } from '../../fixtures/leaks.ts';
import { check, demand, inconclusive, observe, test } from '../../fixtures/test.ts';

const UNKNOWN = 'no-such-model-of-maas-verify';

test(
  'a model that nobody serves is answered as such',
  check({
    id: 'auth.unknown-model',
    requirement:
      'The gateway SHOULD answer a request for an unknown model with the layout’s status and never with a server error or a stack trace.',
    level: 'should',
    needs: ['gateway', 'identity', 'model'],
    catches: ['unknown-model-5xx'],
    dependsOn: ['auth.unknown-path', 'maas.routes'],
    remedy:
      'oc get httproute -A: expect no route without back ends that catches every model; the log of Authorino says what its access review answered',
    guide: 'verification#test-model-inference',
  }),
  async ({ gateway, identities, models, layout }) => {
    const caller = await identities.lease({ requests: 4 });
    const model = await models.any(caller);
    await control(gateway, { ...ping(model), as: caller });
    const { resource } = model;
    const basePath =
      layout.inference.style === 'path' && resource !== undefined
        ? `/${resource.namespace}/${UNKNOWN}/v1`
        : model.basePath;

    const answer = await gateway.request({ ...ping({ id: UNKNOWN, basePath }), as: caller });

    if (answer.status === 429) inconclusive('the caller’s quota was spent before the unknown model was asked for');
    const wanted = layout.refusals.unknownModel;
    demand(wanted.includes(answer.status), `answered ${answer.status}, wanted ${wanted.join(' or ')}`);
    const leaks = leaksOf(answer.body, [caller.maasToken]);
    demand(leaks.length === 0, `the body of the ${answer.status} gives away ${leaks.join(', ')}`);
    observe(`${answer.status} for ${UNKNOWN} at ${basePath}, 200 for ${model.id}`);
  },
);
