import { eachModel } from '../../fixtures/each-model.ts';
import { answered } from '../../fixtures/inference-answer.ts';
import { chat, words } from '../../fixtures/inference-request.ts';
import { ChatCompletion, shaped } from '../../fixtures/openai-shapes.ts';
import { check, demand, inconclusive, test } from '../../fixtures/test.ts';

/** One token cuts every answer, also those of a simulator whose answers are shorter than they may be. */
const ONE = 1;
const FEW = 3;
const MANY = 32;
/** A model that draws lots gives one token in thirty-two a few times in a hundred. */
const TRIES = 4;

test(
  'max_tokens bounds the answer',
  check({
    id: 'inference.max-tokens',
    requirement:
      'An answer of a served model MUST NOT be longer than max_tokens, and one that was cut MUST say finish_reason "length".',
    level: 'must',
    needs: ['gateway', 'identity', 'model'],
    catches: ['max-tokens-ignored', 'max-tokens-says-stop', 'second-model-other-server'],
    dependsOn: ['inference.usage'],
    remedy:
      'ask the model’s pod directly (oc port-forward): a filter on the way that drops the field, or the server’s version',
    guide: 'verification#test-model-inference',
  }),
  async ({ gateway, identities, models }) => {
    await eachModel({ models, identities }, { requests: 2 + TRIES }, async (model, caller) => {
      const ask = async (max_tokens: number) => {
        const request = { ...chat(model, words(MANY), { max_tokens, temperature: 0, seed: 7 }), as: caller };
        return shaped(ChatCompletion, (await answered(gateway, request, 'a chat')).json, 'the chat completion');
      };

      const [one, few] = [await ask(ONE), await ask(FEW)];
      let many = await ask(MANY);
      for (let tries = 1; many.usage.completion_tokens <= FEW && tries < TRIES; tries += 1) many = await ask(MANY);

      for (const [bound, { usage }] of [[ONE, one] as const, [FEW, few] as const]) {
        demand(
          usage.completion_tokens <= bound,
          `${model.id}: max_tokens ${bound}, but ${usage.completion_tokens} completion tokens`,
        );
      }
      const most = many.usage.completion_tokens;
      if (most <= FEW)
        inconclusive(`${model.id}: with max_tokens ${MANY} the answer has only ${most} tokens, so a bound cannot show`);
      const reason = one.choices[0]?.finish_reason;
      demand(
        reason === 'length',
        `${model.id}: an answer cut at ${ONE} token says finish_reason ${reason}, wanted length`,
      );
      const fewer = few.usage.completion_tokens;
      return { seen: `max_tokens ${ONE}: finish_reason length; ${FEW}: ${fewer} tokens; ${MANY}: ${most} tokens` };
    });
  },
);
