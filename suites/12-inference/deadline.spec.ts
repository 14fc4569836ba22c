import { eachModel } from '../../fixtures/each-model.ts';
import { answered, streamedAnswer } from '../../fixtures/inference-answer.ts';
import { ping } from '../../fixtures/inference-request.ts';
import { duration } from '../../fixtures/limiter.ts';
import { check, test } from '../../fixtures/test.ts';

test(
  'a model answers in time',
  check({
    id: 'inference.deadline',
    requirement:
      'A chat of one token MUST be answered by every served model, and a stream of one token MUST end, within the deadline: a hang is a failure.',
    level: 'must',
    needs: ['gateway', 'identity', 'model'],
    catches: ['model-hangs', 'gateway-hangs-on-inference', 'second-model-hangs'],
    dependsOn: ['models.pods-ready', 'models.ready'],
    remedy:
      'the log of the model’s pod: is it loading, out of memory, or waiting for a GPU? An error of the model that hangs: upgrade Connectivity Link (wasm-shim #425)',
    guide: 'common-issues#6-inference-errors',
  }),
  async ({ gateway, identities, models }) => {
    await eachModel({ models, identities }, { requests: 2, evenHanging: true }, async (model, caller) => {
      const whole = await answered(gateway, { ...ping(model), as: caller }, `a chat of one token with ${model.id}`);
      const streaming = { model: model.id, max_tokens: 1, stream: true, messages: [{ role: 'user', content: 'ping' }] };
      const stream = await streamedAnswer(
        gateway,
        { ...ping(model), body: streaming, as: caller },
        `a stream of one token of ${model.id}`,
      );

      return {
        seen: `a chat in ${duration(whole.endedAt - whole.sentAt)}, a stream in ${duration(stream.endedAt - stream.sentAt)}`,
      };
    });
  },
);
