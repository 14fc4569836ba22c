import { eachModel } from '../../fixtures/each-model.ts';
import { ChatCompletion, shaped, textOf } from '../../fixtures/openai-shapes.ts';
import { asSdkUser } from '../../fixtures/sdk.ts';
import { check, demand, test } from '../../fixtures/test.ts';

test(
  'a model answers a chat',
  check({
    id: 'inference.chat',
    requirement:
      'A chat by the OpenAI SDK MUST be answered by the model asked for: an id, the role assistant, content and a finish_reason.',
    level: 'must',
    needs: ['gateway', 'identity', 'model'],
    catches: ['answers-bare', 'answers-wrong-role', 'answers-wrong-model', 'answers-empty', 'error-inside-200'],
    dependsOn: ['models.ready', 'auth.tier-access-matrix'],
    remedy:
      'oc get inferenceservice,llminferenceservice -A and the log of the model’s pod; a wrong shape comes from the server’s version',
    guide: 'verification#test-model-inference',
  }),
  async ({ identities, models }) => {
    await eachModel({ models, identities }, { requests: 2 }, async (model, caller) => {
      const completion = await asSdkUser(`a chat with ${model.id}`, () =>
        models.client(model, caller).chat.completions.create({
          model: model.id,
          max_tokens: 16,
          messages: [{ role: 'user', content: 'Say hello to the one who checks this installation.' }],
        }),
      );

      const { choices, model: name, id } = shaped(ChatCompletion, completion, `the chat completion of ${model.id}`);
      const [choice] = choices;
      demand(name === model.id, `asked for ${model.id}, answered by ${name}`);
      demand(choices.length === 1 && choice !== undefined, `${model.id}: ${choices.length} choices, wanted 1`);
      demand(textOf(choice.message).trim() !== '', `the answer of ${model.id} has no content`);
      return { seen: `answered ${id}: ${choice.message.role}, finish_reason ${choice.finish_reason}` };
    });
  },
);
