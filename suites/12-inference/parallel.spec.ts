import { eachModel } from '../../fixtures/each-model.ts';
import { chat } from '../../fixtures/inference-request.ts';
import { NoAnswer } from '../../fixtures/no-answer.ts';
import { ChatCompletion, shaped } from '../../fixtures/openai-shapes.ts';
import { mixedUp, ownPrompts } from '../../fixtures/own-answers.ts';
import { check, demand, inconclusive, test, violated } from '../../fixtures/test.ts';

const AT_ONCE = 20;

test(
  'answers to chats at the same time are not mixed up',
  check({
    id: 'inference.parallel',
    requirement:
      'Of 20 chats with a served model at the same time each MUST get its own answer, with an id of its own.',
    level: 'must',
    needs: ['gateway', 'identity', 'model'],
    catches: ['answers-mixed-up', 'second-model-other-server'],
    dependsOn: ['inference.chat', 'inference.usage', 'auth.no-5xx-under-burst'],
    remedy:
      'repeat against one pod of the model (oc port-forward): a proxy that shares a buffer between requests, or the server itself',
    guide: 'verification#test-model-inference',
  }),
  async ({ gateway, identities, models }) => {
    await eachModel({ models, identities }, { requests: AT_ONCE }, async (model, caller) => {
      const prompts = ownPrompts(AT_ONCE);

      const answers = await gateway.burst(
        prompts.map(({ text }) => ({ ...chat(model, text, { max_tokens: 64, temperature: 0 }), as: caller })),
      );

      const completions = answers.map((answer) => {
        if (answer instanceof NoAnswer)
          return violated(`one of ${AT_ONCE} chats with ${model.id} got no answer: ${answer.message}`);
        if (answer.status === 429)
          inconclusive(`the caller’s quota does not admit ${AT_ONCE} chats with ${model.id} at once`);
        demand(answer.status === 200, `one of ${AT_ONCE} chats with ${model.id} was answered ${answer.status}`);
        return shaped(ChatCompletion, answer.json, 'a chat completion');
      });
      const ids = new Set(completions.map(({ id }) => id));
      demand(ids.size === AT_ONCE, `${AT_ONCE} answers of ${model.id} have only ${ids.size} different ids`);
      const { wrong, judgedBy } = mixedUp(prompts, completions);
      demand(
        wrong.length === 0,
        `${wrong.length} of ${AT_ONCE} answers of ${model.id} belong to another chat: ${wrong.slice(0, 3).join('; ')}`,
      );
      return { seen: `${AT_ONCE} chats at once, each with its own answer (judged by ${judgedBy}) and id` };
    });
  },
);
