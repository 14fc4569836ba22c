import { answered } from '../../fixtures/inference-answer.ts';
import { roomyCaller } from '../../fixtures/inference-caller.ts';
import { chat, words } from '../../fixtures/inference-request.ts';
import { ChatCompletion, shaped } from '../../fixtures/openai-shapes.ts';
import { check, demand, inconclusive, observe, test } from '../../fixtures/test.ts';

const FEW = 3;
const MANY = 32;

test(
  'max_tokens bounds the answer',
  check({
    id: 'inference.max-tokens',
    requirement: 'An answer MUST NOT be longer than max_tokens, and one that was cut MUST say finish_reason "length".',
    level: 'must',
    needs: ['gateway', 'identity', 'model'],
    catches: ['max-tokens-ignored', 'max-tokens-says-stop'],
    dependsOn: ['inference.usage'],
    remedy:
      'ask the model’s pod directly (oc port-forward): a filter on the way that drops the field, or the server’s version',
    guide: 'verification#test-model-inference',
  }),
  async ({ gateway, identities, models }) => {
    const caller = await roomyCaller(identities, 4);
    const model = await models.any(caller);
    const ask = async (max_tokens: number) => {
      const request = { ...chat(model, words(MANY), { max_tokens, temperature: 0, seed: 7 }), as: caller };
      return shaped(ChatCompletion, (await answered(gateway, request, 'a chat')).json, 'the chat completion');
    };

    const [bounded, control] = [await ask(FEW), await ask(MANY)];

    const [few, many] = [bounded.usage.completion_tokens, control.usage.completion_tokens];
    demand(few <= FEW, `max_tokens ${FEW}, but ${few} completion tokens`);
    if (many <= FEW) inconclusive(`with max_tokens ${MANY} the answer has only ${many} tokens, so a bound cannot show`);
    const reason = bounded.choices[0]?.finish_reason;
    demand(reason === 'length', `an answer cut at ${few} tokens says finish_reason ${reason}, wanted length`);
    observe(`max_tokens ${FEW}: ${few} tokens, finish_reason length; max_tokens ${MANY}: ${many} tokens`);
  },
);
