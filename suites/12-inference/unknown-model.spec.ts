import { control } from '../../fixtures/denial.ts';
import { eachModel } from '../../fixtures/each-model.ts';
import { ping } from '../../fixtures/inference-request.ts';
import { check, demand, test } from '../../fixtures/test.ts';

const UNKNOWN = 'no-such-model-of-maas-verify';

test(
  'a model that is not served is said to be unknown',
  check({
    id: 'inference.unknown-model',
    requirement:
      'A chat with a model that is not served MUST be answered with the layout’s status, never by another model.',
    level: 'must',
    needs: ['gateway', 'identity', 'model'],
    catches: ['unknown-model-accepted', 'second-model-answers-for-all'],
    dependsOn: ['inference.chat'],
    remedy:
      'ask the model’s pod directly (oc port-forward): a server that answers for every name, or a route that falls back to it',
    guide: 'common-issues#6-inference-errors',
  }),
  async ({ gateway, identities, models, layout }) => {
    // Where models share a path, it is the gateway that does not know the name: once is enough.
    const options = { requests: 2, by: ({ basePath }: { basePath: string }) => basePath };
    await eachModel({ models, identities }, options, async (model, caller) => {
      await control(gateway, { ...ping(model), as: caller });

      const answer = await gateway.request({ ...ping({ ...model, id: UNKNOWN }), as: caller });

      const wanted = layout.refusals.unknownModel;
      demand(
        wanted.includes(answer.status),
        `model ${UNKNOWN} at ${model.basePath} was answered ${answer.status}, wanted ${wanted.join(' or ')}`,
      );
      return { seen: `${answer.status} for an unknown model, 200 for ${model.id}` };
    });
  },
);
