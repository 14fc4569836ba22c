import { roomyCaller } from '../../fixtures/inference-caller.ts';
import { ModelList, shaped } from '../../fixtures/openai-shapes.ts';
import { check, demand, observe, test } from '../../fixtures/test.ts';

test(
  'the list of models has the shape that OpenAI clients read',
  check({
    id: 'inference.models-list',
    requirement:
      'The catalogue, and the list of each model’s own server, MUST have the shape of OpenAI’s list of models, each id once.',
    level: 'must',
    needs: ['gateway', 'identity', 'model'],
    catches: ['catalogue-bare'],
    dependsOn: ['models.listed', 'models.ready'],
    remedy:
      'the log of Deployment maas-api; compare the answer with https://platform.openai.com/docs/api-reference/models/list',
    guide: 'guide#phase-6-deploy-sample-models-optional',
  }),
  async ({ gateway, identities, models, layout }) => {
    const caller = await roomyCaller(identities, 6);
    const model = await models.any(caller);
    const paths = [...new Set([layout.api.models.path, `${model.basePath}/models`])];

    const lists = [];
    for (const path of paths) lists.push({ path, answer: await gateway.request({ path, as: caller }) });

    const counts = lists.map(({ path, answer }) => {
      demand(answer.status === layout.api.models.success, `GET ${path} answered ${answer.status}`);
      const ids = shaped(ModelList, answer.json, `GET ${path}`).data.map(({ id }) => id);
      demand(new Set(ids).size === ids.length, `GET ${path} names a model twice: ${ids.join(', ')}`);
      demand(ids.includes(model.id), `GET ${path} does not name ${model.id}`);
      return `${path}: ${ids.length}`;
    });
    observe(`models listed by ${counts.join(', ')}`);
  },
);
