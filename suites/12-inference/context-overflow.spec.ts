import { eachModel } from '../../fixtures/each-model.ts';
import { chat, words } from '../../fixtures/inference-request.ts';
import { NoAnswer } from '../../fixtures/no-answer.ts';
import { check, demand, inconclusive, test, violated } from '../../fixtures/test.ts';

/** More tokens than any model’s context holds. */
const TOO_MANY = 100_000_000;

test(
  'more than the context holds is refused',
  check({
    id: 'inference.context-overflow',
    requirement: 'A chat that asks for more tokens than the model’s context holds MUST be answered 400, and not hang.',
    level: 'must',
    needs: ['gateway', 'identity', 'model'],
    catches: ['context-overflow-5xx', 'context-overflow-hangs'],
    dependsOn: ['inference.chat'],
    remedy:
      'the log of the model’s pod: expect a line about the maximum context length; a 5xx or a hang comes from the server',
    guide: 'common-issues#6-inference-errors',
  }),
  async ({ gateway, identities, models }) => {
    await eachModel({ models, identities }, { requests: 2 }, async (model, caller) => {
      const request = { ...chat(model, words(4), { max_tokens: TOO_MANY }), as: caller };
      const answer = await gateway.request(request).catch((error: unknown) => {
        if (!(error instanceof NoAnswer)) throw error;
        return violated(`${model.id} does not answer a chat of ${TOO_MANY} tokens: ${error.message}`);
      });

      const { status } = answer;
      if (status === 429) inconclusive('the caller’s quota is spent (429)');
      // A server may give what it can instead.
      if (status === 200) return { notJudged: 'it answers with as many tokens as it can' };
      demand(status === 400, `${model.id} answers a chat of ${TOO_MANY} tokens with ${status}, wanted 400`);
      return { seen: '400' };
    });
  },
);
