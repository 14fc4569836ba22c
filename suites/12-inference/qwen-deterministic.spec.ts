import { ask, shown } from '../../fixtures/questions.ts';
import { eachQwen } from '../../fixtures/qwen-models.ts';
import { check, demand, evidence, inconclusive, test } from '../../fixtures/test.ts';

/** Long answers, with many words to choose between. */
const PROMPTS = [
  'Write two sentences about the sea.',
  'Describe a winter morning in two sentences.',
  'Explain in two sentences why leaves are green.',
];
const MOST_TOKENS = 80;

test(
  'a Qwen answers the same twice at temperature 0',
  check({
    id: 'inference.qwen-deterministic',
    requirement: 'A Qwen on a GPU SHOULD answer a question twice with the same words at temperature 0.',
    level: 'should',
    needs: ['gateway', 'identity', 'model', 'gpu'],
    catches: ['qwen-draws-lots'],
    dependsOn: ['inference.qwen-answers'],
    remedy:
      'ask the model’s pod directly (oc port-forward): a filter on the way that drops temperature, a server that overrides it (vLLM’s --override-generation-config), several replicas of different versions, or other callers’ requests in the same batch: repeat when the model is idle',
    guide: 'guide#option-c-deploy-qwen3-requires-gpu',
  }),
  async ({ gateway, identities, models, layout, session, clusterSource }) => {
    const means = { models, identities, layout, session, clusterSource };
    await eachQwen(means, 2 * PROMPTS.length + 4, async ({ model }, caller) => {
      const say = async (prompt: string): Promise<string> =>
        (await ask({ gateway, model, caller }, prompt, { maxTokens: MOST_TOKENS, thinks: false })).content;
      const pairs: { prompt: string; first: string; again: string }[] = [];
      // One after another: what is computed in one batch with others may come out otherwise.
      for (const prompt of PROMPTS) pairs.push({ prompt, first: await say(prompt), again: await say(prompt) });

      evidence(`answers of ${model.id}, twice`, pairs);
      const empty = pairs.find(({ first, again }) => first.trim() === '' || again.trim() === '');
      if (empty !== undefined)
        inconclusive(`${model.id} answers ${empty.prompt} with nothing: there is nothing to compare`);
      const [other] = pairs.filter(({ first, again }) => first !== again);
      demand(
        other === undefined,
        `${model.id} answers ${other?.prompt} with ${shown(other?.first ?? '')}, and the second time with ${shown(other?.again ?? '')}`,
      );
      return { seen: `${pairs.length} answers of up to ${MOST_TOKENS} tokens, each the same twice` };
    });
  },
);
