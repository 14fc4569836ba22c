import { eachModel, unlessKnown } from '../../fixtures/each-model.ts';
import { answered } from '../../fixtures/inference-answer.ts';
import { chat, words } from '../../fixtures/inference-request.ts';
import { knownOfServer } from '../../fixtures/model-server.ts';
import { ChatCompletion, shaped } from '../../fixtures/openai-shapes.ts';
import { check, test } from '../../fixtures/test.ts';

const CHOICES = 2;

test(
  'n asks for so many answers',
  check({
    id: 'inference.n-choices',
    requirement: 'A chat with n = 2 SHOULD be answered by two choices, with an index each.',
    level: 'should',
    needs: ['gateway', 'identity', 'model'],
    catches: ['n-ignored'],
    dependsOn: ['inference.chat'],
    remedy:
      'ask the model’s pod directly (oc port-forward): a filter on the way that drops the field, or the server’s version',
    guide: 'verification#test-model-inference',
  }),
  async ({ gateway, identities, models }) => {
    await eachModel({ models, identities }, { requests: 2 }, (model, caller) =>
      unlessKnown(models, model, 'choices', async () => {
        const request = { ...chat(model, words(6), { n: CHOICES, max_tokens: 8, temperature: 1 }), as: caller };
        const answer = await answered(gateway, request, 'a chat with two choices');

        const indices = shaped(ChatCompletion, answer.json, 'the chat completion').choices.map(({ index }) => index);
        const wanted = Array.from({ length: CHOICES }, (_, index) => index);
        if (indices.toSorted().join() === wanted.join()) return `${CHOICES} choices`;
        return knownOfServer(
          models,
          model,
          'choices',
          `${model.id} gives choices ${indices.join(', ')} for n = ${CHOICES}, wanted ${wanted.join(', ')}`,
        );
      }),
    );
  },
);
