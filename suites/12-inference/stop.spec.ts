import { eachModel, unlessKnown } from '../../fixtures/each-model.ts';
import { answered } from '../../fixtures/inference-answer.ts';
import { chat, words } from '../../fixtures/inference-request.ts';
import { knownOfServer } from '../../fixtures/model-server.ts';
import { ChatCompletion, shaped, textOf } from '../../fixtures/openai-shapes.ts';
import { check, inconclusive, test } from '../../fixtures/test.ts';

const OPTIONS = { max_tokens: 24, temperature: 0, seed: 7 };

test(
  'an answer ends before a stop word',
  check({
    id: 'inference.stop',
    requirement: 'An answer MUST end before the word that the request names as stop, with finish_reason "stop".',
    level: 'must',
    needs: ['gateway', 'identity', 'model'],
    catches: ['stop-ignored'],
    dependsOn: ['inference.chat'],
    remedy:
      'ask the model’s pod directly (oc port-forward): a filter on the way that drops the field, or the server’s version',
    guide: 'verification#test-model-inference',
  }),
  async ({ gateway, identities, models }) => {
    await eachModel({ models, identities }, { requests: 4 }, (model, caller) =>
      unlessKnown(models, model, 'stop', async () => {
        const ask = async (options: object) => {
          const request = { ...chat(model, words(12), { ...OPTIONS, ...options }), as: caller };
          const { choices } = shaped(ChatCompletion, (await answered(gateway, request, 'a chat')).json, 'the chat');
          return { text: textOf(choices[0]?.message ?? {}), reason: choices[0]?.finish_reason };
        };
        const whole = (await ask({})).text;
        // Not the first word: an empty answer would be right, and prove little.
        const word = whole
          .trim()
          .split(/\s+/)
          .slice(2)
          .find((one) => whole.indexOf(one) > 0 && one.length > 1);
        if (word === undefined) inconclusive(`${model.id} says too little to stop it: ${whole.slice(0, 80)}`);

        const stopped = await ask({ stop: [word] });

        const flaw = stopped.text.includes(word)
          ? `${model.id} says its stop word “${word}”: ${stopped.text.slice(0, 80)}`
          : stopped.reason === 'stop'
            ? undefined
            : `${model.id} was stopped by “${word}”, with finish_reason ${stopped.reason}`;
        if (flaw !== undefined) return knownOfServer(models, model, 'stop', flaw);
        return `ends before “${word}”, which it says without a stop`;
      }),
    );
  },
);
