import { eachModel } from '../../fixtures/each-model.ts';
import { streamedAnswer } from '../../fixtures/inference-answer.ts';
import { chat, words } from '../../fixtures/inference-request.ts';
import { knownOfServer } from '../../fixtures/model-server.ts';
import { textOf } from '../../fixtures/openai-shapes.ts';
import { asSdkUser } from '../../fixtures/sdk.ts';
import { check, demand, test } from '../../fixtures/test.ts';

test(
  'a streamed chat is a well-formed stream',
  check({
    id: 'inference.stream',
    requirement:
      'A stream of a served model MUST have the role first, then content, one finish_reason, one id, and [DONE] last with nothing after it.',
    level: 'must',
    needs: ['gateway', 'identity', 'model'],
    catches: [
      'stream-without-done',
      'stream-after-done',
      'stream-without-role',
      'stream-without-finish-reason',
      'stream-two-finish-reasons',
      'stream-cut',
      'stream-changing-ids',
      'stream-error-inside',
      'stream-as-json',
      'second-model-streams-badly',
    ],
    dependsOn: ['inference.chat'],
    remedy:
      'compare the stream of the model’s pod (oc port-forward) with the gateway’s: a filter that rewrites or cuts it, or the server itself',
    guide: 'verification#test-model-inference',
  }),
  async ({ gateway, identities, models }) => {
    await eachModel({ models, identities }, { requests: 2 }, async (model, caller) => {
      const options = { stream: true, max_tokens: 12, temperature: 0, seed: 7 } as const;

      const { chat: strict } = await streamedAnswer(
        gateway,
        { ...chat(model, words(12), options), as: caller },
        `a stream of ${model.id}`,
      );
      const bySdk = await asSdkUser(`a stream of ${model.id}`, async () => {
        const messages = [{ role: 'user' as const, content: words(12) }];
        let text = '';
        for await (const chunk of await models
          .client(model, caller)
          .chat.completions.create({ model: model.id, messages, ...options })) {
          text += textOf(chunk.choices[0]?.delta ?? {});
        }
        return text;
      });

      demand(strict.flaws.length === 0, `${model.id}: ${strict.flaws.join('; ')}`);
      const ids = `${model.id}: the events of one stream have ${strict.ids} different ids`;
      const known = strict.ids === 1 ? '' : `; ${await knownOfServer(models, model, 'stream-ids', ids)}`;
      demand(bySdk !== '', `the OpenAI SDK read no content from the stream of ${model.id}`);
      return {
        seen: `${strict.textAt.length} events with content, finish_reason ${strict.finishReasons[0]}; the OpenAI SDK read ${bySdk.length} characters${known}`,
      };
    });
  },
);
