import { eachModel, unlessKnown } from '../../fixtures/each-model.ts';
import { chat } from '../../fixtures/inference-request.ts';
import { knownOfServer } from '../../fixtures/model-server.ts';
import { ChatCompletion, shaped } from '../../fixtures/openai-shapes.ts';
import { check, demand, inconclusive, test } from '../../fixtures/test.ts';

const FORMAT = {
  type: 'json_schema',
  json_schema: {
    name: 'capital',
    strict: true,
    schema: {
      type: 'object',
      properties: { city: { type: 'string' }, large: { type: 'boolean' } },
      required: ['city', 'large'],
      additionalProperties: false,
    },
  },
};

function isOfSchema(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    if (!(value instanceof Object) || !('city' in value) || !('large' in value)) return false;
    return typeof value.city === 'string' && typeof value.large === 'boolean' && Object.keys(value).length === 2;
  } catch {
    return false;
  }
}

test(
  'an answer has the structure that is asked for',
  check({
    id: 'inference.structured-output',
    requirement: 'A chat with a JSON Schema as response_format SHOULD be answered by JSON of that schema.',
    level: 'should',
    needs: ['gateway', 'identity', 'model'],
    catches: ['response-format-ignored'],
    dependsOn: ['inference.chat'],
    remedy:
      'ask the model’s pod directly (oc port-forward): a filter on the way that drops the field, or a server without guided decoding',
    guide: 'verification#test-model-inference',
  }),
  async ({ gateway, identities, models }) => {
    await eachModel({ models, identities }, { requests: 2 }, async (model, caller) =>
      unlessKnown(models, model, 'response-format', async () => {
        const options = { response_format: FORMAT, max_tokens: 64, temperature: 0 };
        const answer = await gateway.request({ ...chat(model, 'What is the capital of France?', options), as: caller });

        if (answer.status === 429) inconclusive('the caller’s quota is spent (429)');
        demand(answer.status === 200, `${model.id} answers a chat with a schema with ${answer.status}`);
        const { choices } = shaped(ChatCompletion, answer.json, 'the chat completion');
        const text = choices[0]?.message.content ?? '';
        if (isOfSchema(text)) return text;
        const seen = `${model.id} answers with what is not of the schema: ${text.slice(0, 120)}`;
        return knownOfServer(models, model, 'response-format', seen);
      }),
    );
  },
);
