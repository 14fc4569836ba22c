import { eachModel } from '../../fixtures/each-model.ts';
import { streamedAnswer } from '../../fixtures/inference-answer.ts';
import { chat, words } from '../../fixtures/inference-request.ts';
import { duration } from '../../fixtures/limiter.ts';
import { check, demand, evidence, inconclusive, test } from '../../fixtures/test.ts';

/** The first token must come before this share of the time that the whole answer takes. */
const EARLY = 0.6;
const TOKENS = 40;
const FEWEST_TOKENS = 8;
/** A simulator that draws lots gives fewer than eight of forty tokens about once in six. */
const TRIES = 5;

test(
  'a streamed answer arrives token by token',
  check({
    id: 'inference.stream-is-incremental',
    requirement:
      'The first token of a served model’s stream MUST arrive well before its last: nothing on the way may collect the answer first.',
    level: 'must',
    needs: ['gateway', 'identity', 'model'],
    catches: ['gateway-buffers-streams', 'model-buffers-streams', 'second-model-streams-badly'],
    dependsOn: ['inference.stream'],
    remedy:
      'oc get envoyfilter,wasmplugin -A: look for a filter with a buffered response body; port-forward to the model to see whether it streams itself',
    guide: 'verification#test-model-inference',
  }),
  async ({ gateway, identities, models }) => {
    await eachModel({ models, identities }, { requests: TRIES }, async (model, caller) => {
      const request = { ...chat(model, words(TOKENS), { stream: true, max_tokens: TOKENS }), as: caller };

      const subject = `a stream of ${model.id}`;
      let stream = await streamedAnswer(gateway, request, subject);
      for (let tries = 1; stream.chat.textAt.length < FEWEST_TOKENS && tries < TRIES; tries += 1) {
        stream = await streamedAnswer(gateway, request, subject);
      }

      const { textAt } = stream.chat;
      const [first, last] = [textAt[0], textAt.at(-1)];
      if (first === undefined || last === undefined || textAt.length < FEWEST_TOKENS) {
        inconclusive(`the answer of ${model.id} has only ${textAt.length} events with content, too few to tell`);
      }
      const [wait, whole] = [first - stream.sentAt, last - stream.sentAt];
      evidence(`arrival from ${model.id}`, {
        firstMs: wait,
        lastMs: whole,
        events: textAt.length,
        reads: stream.chunksAt.length,
      });
      demand(
        wait < EARLY * whole,
        `${model.id}: the first of ${textAt.length} tokens came after ${duration(wait)}, the last after ${duration(whole)}, in ${stream.chunksAt.length} reads: the stream is collected on the way`,
      );
      return {
        seen: `the first of ${textAt.length} tokens after ${duration(wait)}, the last after ${duration(whole)}`,
      };
    });
  },
);
