import { eachModel } from '../../fixtures/each-model.ts';
import { ModelList, shaped } from '../../fixtures/openai-shapes.ts';
import { check, demand, test } from '../../fixtures/test.ts';

test(
  'the list of models has the shape that OpenAI clients read',
  check({
    id: 'inference.models-list',
    requirement:
      'The catalogue, and the list of each model’s own server, MUST have the shape of OpenAI’s list of models, each id once.',
    level: 'must',
    needs: ['gateway', 'identity', 'model'],
    catches: ['catalogue-bare', 'second-model-lists-otherwise'],
    dependsOn: ['models.listed', 'models.ready'],
    remedy:
      'the log of Deployment maas-api; compare the answer with https://platform.openai.com/docs/api-reference/models/list',
    guide: 'guide#phase-6-deploy-sample-models-optional',
  }),
  async ({ gateway, identities, models, layout }) => {
    const { path, success } = layout.api.models;

    await eachModel({ models, identities }, { requests: 6 }, async (model, caller) => {
      const catalogue = await gateway.request({ path, as: caller });
      demand(catalogue.status === success, `GET ${path} answered ${catalogue.status}, wanted ${success}`);
      const listed = shaped(ModelList, catalogue.json, `GET ${path}`).data.map(({ id }) => id);
      const own = await gateway.request({ path: `${model.basePath}/models`, as: caller });

      demand(own.status === success, `GET ${model.basePath}/models answered ${own.status}, wanted ${success}`);
      const served = shaped(ModelList, own.json, `GET ${model.basePath}/models`).data.map(({ id }) => id);
      demand(listed.includes(model.id), `GET ${path} does not name ${model.id}`);
      demand(served.includes(model.id), `GET ${model.basePath}/models does not name ${model.id}`);
      demand(new Set(served).size === served.length, `${model.basePath} names a model twice: ${served.join(', ')}`);
      return { seen: `one of ${listed.length} listed by ${path}, and of ${served.length} by ${model.basePath}/models` };
    });
  },
);
