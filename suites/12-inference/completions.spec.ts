import { eachModel } from '../../fixtures/each-model.ts';
import { answered } from '../../fixtures/inference-answer.ts';
import { shaped, TextCompletion } from '../../fixtures/openai-shapes.ts';
import { check, demand, test } from '../../fixtures/test.ts';

test(
  'a model completes a text',
  check({
    id: 'inference.completions',
    requirement: 'The legacy completions endpoint MUST answer with a text completion of the model asked for.',
    level: 'must',
    needs: ['gateway', 'identity', 'model'],
    catches: ['completions-missing', 'completions-as-chat', 'answers-wrong-model', 'usage-wrong-total'],
    dependsOn: ['inference.chat'],
    remedy:
      'oc get httproute -A: expect a rule that matches /v1/completions; else the server does not offer it for this model',
    guide: 'guide#phase-6-deploy-sample-models-optional',
  }),
  async ({ gateway, identities, models }) => {
    await eachModel({ models, identities }, { requests: 2 }, async (model, caller) => {
      const body = { model: model.id, prompt: 'The sun rises in the', max_tokens: 8 };

      const answer = await answered(
        gateway,
        { method: 'POST', path: `${model.basePath}/completions`, body, as: caller },
        `a completion by ${model.id}`,
      );

      const { choices, model: name, usage } = shaped(TextCompletion, answer.json, `the text completion of ${model.id}`);
      demand(name === model.id, `asked for ${model.id}, answered by ${name}`);
      demand((choices[0]?.text ?? '').trim() !== '', `the completion of ${model.id} has no text`);
      demand(
        usage.total_tokens === usage.prompt_tokens + usage.completion_tokens,
        `${model.id}: ${usage.prompt_tokens} prompt and ${usage.completion_tokens} completion tokens, but ${usage.total_tokens} in total`,
      );
      return { seen: `${usage.completion_tokens} tokens, finish_reason ${choices[0]?.finish_reason}` };
    });
  },
);
