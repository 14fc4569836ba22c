import { eachModel } from '../../fixtures/each-model.ts';
import { chat } from '../../fixtures/inference-request.ts';
import { shaped, ToolCalls } from '../../fixtures/openai-shapes.ts';
import { check, demand, inconclusive, test, violated } from '../../fixtures/test.ts';

const NAME = 'weather_of_city';
const TOOL = {
  type: 'function',
  function: {
    name: NAME,
    description: 'The weather of a city.',
    parameters: {
      type: 'object',
      properties: { city: { type: 'string' }, days: { type: 'integer', minimum: 1, maximum: 7 } },
      required: ['city', 'days'],
    },
  },
};

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return violated(`the arguments of a tool call are no JSON: ${text.slice(0, 80)}`);
  }
}

test(
  'a model calls the tool that it must call',
  check({
    id: 'inference.tools',
    requirement:
      'A chat whose tool_choice is "required" SHOULD be answered by a call of a tool, its arguments JSON of its schema.',
    level: 'should',
    needs: ['gateway', 'identity', 'model'],
    catches: ['tools-ignored', 'tool-arguments-cut'],
    dependsOn: ['inference.chat'],
    remedy:
      'oc get pod of the model: expect --enable-auto-tool-choice and --tool-call-parser where vLLM serves it; a wrong shape comes from the server',
    guide: 'verification#test-model-inference',
  }),
  async ({ gateway, identities, models }) => {
    await eachModel({ models, identities }, { requests: 2 }, async (model, caller) => {
      const options = { tools: [TOOL], tool_choice: 'required', max_tokens: 128, temperature: 0 };
      const answer = await gateway.request({ ...chat(model, 'How is the weather in Boston?', options), as: caller });

      if (answer.status === 429) inconclusive('the caller’s quota is spent (429)');
      // Servers are started with tool calling, or without.
      if (answer.status === 400) return { notJudged: `it refuses tools: ${answer.body.slice(0, 120)}` };
      demand(answer.status === 200, `${model.id} answers a chat with a tool with ${answer.status}`);
      const { choices } = shaped(ToolCalls, answer.json, `the answer of ${model.id} to a chat with a tool`);
      for (const { function: call } of choices.flatMap(({ message }) => message.tool_calls)) {
        demand(call.name === NAME, `${model.id} calls ${call.name}, there is only ${NAME}`);
        const given = jsonOf(call.arguments);
        const isRight = given instanceof Object && 'city' in given && typeof given.city === 'string';
        demand(isRight, `${model.id} gives arguments that are not of the schema: ${call.arguments.slice(0, 80)}`);
      }
      const first = choices[0]?.message.tool_calls[0]?.function;
      return { seen: `calls ${first?.name} with ${first?.arguments}` };
    });
  },
);
