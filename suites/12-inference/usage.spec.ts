import { eachModel } from '../../fixtures/each-model.ts';
import { answered } from '../../fixtures/inference-answer.ts';
import { chat, words } from '../../fixtures/inference-request.ts';
import { ChatCompletion, shaped } from '../../fixtures/openai-shapes.ts';
import { check, demand, test } from '../../fixtures/test.ts';

test(
  'an answer says how many tokens it used',
  check({
    id: 'inference.usage',
    requirement:
      'usage MUST add up, be above zero, be the same for the same prompt, and grow with it: token limits are counted by it.',
    level: 'must',
    needs: ['gateway', 'identity', 'model'],
    catches: ['usage-wrong-total', 'usage-zero', 'usage-missing', 'usage-unstable'],
    dependsOn: ['inference.chat'],
    remedy:
      'compare the model server’s own answer (oc port-forward to its pod) with the gateway’s; upgrade the server if they agree',
    guide: 'verification#test-model-inference',
  }),
  async ({ gateway, identities, models }) => {
    await eachModel({ models, identities }, { requests: 4 }, async (model, caller) => {
      const use = async (count: number) => {
        const request = { ...chat(model, words(count), { max_tokens: 8, temperature: 0, seed: 7 }), as: caller };
        return shaped(ChatCompletion, (await answered(gateway, request, 'a chat')).json, 'the chat completion').usage;
      };

      const [first, again, longer] = [await use(12), await use(12), await use(24)];

      for (const { prompt_tokens, completion_tokens, total_tokens } of [first, again, longer]) {
        demand(
          total_tokens === prompt_tokens + completion_tokens,
          `${model.id}: ${prompt_tokens} prompt and ${completion_tokens} completion tokens, but ${total_tokens} in total`,
        );
        demand(
          prompt_tokens > 0 && completion_tokens > 0,
          `${model.id}: ${prompt_tokens} prompt and ${completion_tokens} completion tokens`,
        );
      }
      demand(
        first.prompt_tokens === again.prompt_tokens,
        `${model.id}: the same prompt has ${first.prompt_tokens} tokens, then ${again.prompt_tokens}`,
      );
      demand(
        longer.prompt_tokens > first.prompt_tokens,
        `${model.id}: a prompt twice as long has ${longer.prompt_tokens} tokens instead of ${first.prompt_tokens}`,
      );
      return {
        seen: `12 words: ${first.prompt_tokens} + ${first.completion_tokens} tokens, twice; 24 words: ${longer.prompt_tokens}`,
      };
    });
  },
);
