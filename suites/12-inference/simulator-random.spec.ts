import { eachModel } from '../../fixtures/each-model.ts';
import { answered } from '../../fixtures/inference-answer.ts';
import { chat, words } from '../../fixtures/inference-request.ts';
import { ChatCompletion, shaped } from '../../fixtures/openai-shapes.ts';
import { seedText, whereSimulated } from '../../fixtures/simulated.ts';
import { check, demand, test } from '../../fixtures/test.ts';

const SAID = words(12);
/** So many words of the prompt at an answer’s beginning are no chance. */
const REPEATED = words(4);
const TOKENS = 32;
/** Length and sentences of each are drawn anew: four that are the same are no chance, less than once in 100,000. */
const ANSWERS = 4;

test(
  'a simulator in mode random answers with something else each time',
  check({
    id: 'inference.simulator-random',
    requirement:
      'A simulator whose arguments say --mode random, or nothing, MUST answer with sentences of its own, and not always the same.',
    level: 'must',
    needs: ['cluster', 'gateway', 'identity', 'model'],
    catches: ['simulator-random-ignored', 'answers-from-cache'],
    dependsOn: ['inference.chat'],
    remedy:
      'oc get pod of the model -o yaml: expect the arguments that the model’s resource has; oc get envoyfilter,wasmplugin -A: expect no cache of answers',
    guide: 'guide#phase-6-deploy-sample-models-optional',
  }),
  async ({ gateway, identities, models }) => {
    await eachModel({ models, identities }, { requests: ANSWERS }, (model, caller) =>
      whereSimulated(models, model, async (settings) => {
        if (settings.mode !== 'random') return { notJudged: `its mode is ${settings.mode}` };
        const texts: string[] = [];
        for (let asked = 0; asked < ANSWERS; asked += 1) {
          const request = { ...chat(model, SAID, { max_tokens: TOKENS }), as: caller };
          const { choices } = shaped(ChatCompletion, (await answered(gateway, request, 'a chat')).json, 'the chat');
          texts.push(choices[0]?.message.content ?? '');
        }

        const repeated = texts.find((text) => text.trim().startsWith(REPEATED));
        demand(repeated === undefined, `${model.id} is to answer at random, and repeats its prompt: ${repeated}`);
        const different = new Set(texts).size;
        demand(
          different > 1,
          `${model.id} is to answer at random, and gives the same answer ${ANSWERS} times: ${texts[0]?.slice(0, 80)}`,
        );
        return { seen: `${different} different answers of ${ANSWERS}${seedText(settings)}` };
      }),
    );
  },
);
