import { eachModel } from '../../fixtures/each-model.ts';
import { answered, streamedAnswer } from '../../fixtures/inference-answer.ts';
import { chat, words } from '../../fixtures/inference-request.ts';
import { ChatCompletion, shaped } from '../../fixtures/openai-shapes.ts';
import { seedText, whereSimulated } from '../../fixtures/simulated.ts';
import { check, demand, test } from '../../fixtures/test.ts';

const SAID = words(12);

test(
  'a simulator in mode echo repeats what it is told',
  check({
    id: 'inference.simulator-echo',
    requirement:
      'A simulator whose arguments say --mode echo MUST answer with the last message of the user, whole and in a stream.',
    level: 'must',
    needs: ['cluster', 'gateway', 'identity', 'model'],
    catches: ['simulator-echo-ignored'],
    dependsOn: ['inference.chat', 'inference.stream'],
    remedy:
      'oc get pod of the model -o yaml: expect the arguments that the model’s resource has, and a pod younger than their last change',
    guide: 'guide#phase-6-deploy-sample-models-optional',
  }),
  async ({ gateway, identities, models }) => {
    await eachModel({ models, identities }, { requests: 2 }, (model, caller) =>
      whereSimulated(models, model, async (settings) => {
        if (settings.mode !== 'echo') return { notJudged: `its mode is ${settings.mode}` };
        const ask = (options: Record<string, unknown>) => ({ ...chat(model, SAID, options), as: caller });

        const answer = await answered(gateway, ask({}), 'a chat');
        const stream = await streamedAnswer(gateway, ask({ stream: true }), 'a stream');

        const { choices } = shaped(ChatCompletion, answer.json, 'the chat completion');
        for (const text of [choices[0]?.message.content ?? '', stream.chat.text]) {
          demand(
            text.trim() === SAID,
            `${model.id} is told to echo, and answers “${text.slice(0, 60)}” to “${SAID.slice(0, 60)}”`,
          );
        }
        return { seen: `repeats ${SAID.length} characters, whole and in a stream${seedText(settings)}` };
      }),
    );
  },
);
