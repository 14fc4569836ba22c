import { eachModel } from '../../fixtures/each-model.ts';
import { words } from '../../fixtures/inference-request.ts';
import { type Message, promptTokens } from '../../fixtures/prompt-tokens.ts';
import { check, demand, test } from '../../fixtures/test.ts';

const LONG = 30;
const QUESTION: Message = { role: 'user', content: 'Who are you?' };

/** Both have a system message: a chat template may put one of its own where there is none. */
const withSystem = (length: number): Message[] => [{ role: 'system', content: words(length) }, QUESTION];

test(
  'a model is given the system message',
  check({
    id: 'inference.system-prompt',
    requirement: 'A system message MUST reach the model: its words count as tokens of the prompt.',
    level: 'must',
    needs: ['gateway', 'identity', 'model'],
    catches: ['system-prompt-dropped', 'chat-history-dropped'],
    dependsOn: ['inference.usage'],
    remedy:
      'ask the model’s pod directly (oc port-forward): a filter on the way that rewrites messages, or a chat template without system messages',
    guide: 'verification#test-model-inference',
  }),
  async ({ gateway, identities, models }) => {
    await eachModel({ models, identities }, { requests: 4 }, async (model, caller) => {
      const short = await promptTokens(gateway, model, caller, withSystem(1));
      const long = await promptTokens(gateway, model, caller, withSystem(1 + LONG));

      demand(
        long >= short + LONG,
        `${model.id}: a prompt of ${short} tokens with one word of system message, of ${long} with ${1 + LONG}`,
      );
      return { seen: `${short} tokens of prompt with one word of system message, ${long} with ${1 + LONG}` };
    });
  },
);
