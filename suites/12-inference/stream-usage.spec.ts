import { eachModel } from '../../fixtures/each-model.ts';
import { answered, streamedAnswer } from '../../fixtures/inference-answer.ts';
import { chat, words } from '../../fixtures/inference-request.ts';
import { ChatCompletion, shaped } from '../../fixtures/openai-shapes.ts';
import { check, demand, test } from '../../fixtures/test.ts';

test(
  'a stream with include_usage says its usage once, as the whole answer does',
  check({
    id: 'inference.stream-usage',
    requirement:
      'With include_usage a stream of a served model MUST report usage, equal to that of the same answer as a whole.',
    level: 'must',
    needs: ['gateway', 'identity', 'model'],
    catches: ['stream-usage-missing', 'stream-usage-wrong', 'second-model-streams-badly'],
    dependsOn: ['inference.stream', 'inference.usage'],
    remedy:
      'compare the model’s pod (oc port-forward) with the gateway; vLLM and its simulator report usage in the last event before [DONE]',
    guide: 'verification#test-model-inference',
  }),
  async ({ gateway, identities, models }) => {
    await eachModel({ models, identities }, { requests: 2 }, async (model, caller) => {
      const options = { max_tokens: 12, temperature: 0, seed: 7 };
      const whole = await answered(
        gateway,
        { ...chat(model, words(16), options), as: caller },
        `a chat with ${model.id}`,
      );
      const { usage, choices } = shaped(ChatCompletion, whole.json, 'the chat completion');

      const streaming = { ...options, stream: true, stream_options: { include_usage: true } };
      const stream = await streamedAnswer(
        gateway,
        { ...chat(model, words(16), streaming), as: caller },
        `a stream of ${model.id}`,
      );

      const reported = stream.chat.usages.at(-1);
      demand(reported !== undefined, `the stream of ${model.id} reports no usage`);
      // vLLM can report a running count with every event; the last one is the answer's.
      const running = stream.chat.usages.map(({ total_tokens }) => total_tokens);
      demand(
        running.every((total, index) => index === 0 || total >= (running[index - 1] ?? 0)),
        `the usage of ${model.id} goes down: ${running.join(', ')}`,
      );
      demand(
        reported.prompt_tokens === usage.prompt_tokens,
        `${model.id}: ${reported.prompt_tokens} prompt tokens in the stream, ${usage.prompt_tokens} in the whole answer`,
      );
      demand(
        reported.total_tokens === reported.prompt_tokens + reported.completion_tokens,
        `${model.id}: the stream’s usage does not add up: ${reported.prompt_tokens} + ${reported.completion_tokens}, ${reported.total_tokens} in total`,
      );
      // Without a fixed seed two answers may differ; only the same text must have used the same tokens.
      const same = stream.chat.text === choices[0]?.message.content;
      demand(
        !same || reported.completion_tokens === usage.completion_tokens,
        `${model.id}: ${reported.completion_tokens} completion tokens in the stream, ${usage.completion_tokens} in the same answer as a whole`,
      );
      return {
        seen: `${reported.total_tokens} tokens in the stream, ${usage.total_tokens} in the whole answer (${same ? 'the same text' : 'another text'})`,
      };
    });
  },
);
