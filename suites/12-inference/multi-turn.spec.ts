import { eachModel } from '../../fixtures/each-model.ts';
import { words } from '../../fixtures/inference-request.ts';
import { type Message, promptTokens } from '../../fixtures/prompt-tokens.ts';
import { check, demand, test } from '../../fixtures/test.ts';

const EARLIER = 20;

const LAST: Message = { role: 'user', content: 'And what did I say first?' };
const CHAT: Message[] = [
  { role: 'user', content: words(EARLIER) },
  { role: 'assistant', content: words(EARLIER) },
  LAST,
];

test(
  'a model is given the whole chat',
  check({
    id: 'inference.multi-turn',
    requirement: 'All messages of a chat MUST reach the model: the earlier turns count as tokens of its prompt.',
    level: 'must',
    needs: ['gateway', 'identity', 'model'],
    catches: ['chat-history-dropped'],
    dependsOn: ['inference.usage'],
    remedy:
      'ask the model’s pod directly (oc port-forward): a filter on the way that rewrites messages, or the model’s chat template',
    guide: 'verification#test-model-inference',
  }),
  async ({ gateway, identities, models }) => {
    await eachModel({ models, identities }, { requests: 4 }, async (model, caller) => {
      const alone = await promptTokens(gateway, model, caller, [LAST]);
      const whole = await promptTokens(gateway, model, caller, CHAT);

      demand(
        whole >= alone + 2 * EARLIER,
        `${model.id}: a prompt of ${whole} tokens with two earlier turns of ${EARLIER} words each, of ${alone} without`,
      );
      return { seen: `${alone} tokens of prompt for one message, ${whole} with two turns before it` };
    });
  },
);
