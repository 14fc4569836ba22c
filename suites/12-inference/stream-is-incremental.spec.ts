import { streamedAnswer } from '../../fixtures/inference-answer.ts';
import { roomyCaller } from '../../fixtures/inference-caller.ts';
import { chat, words } from '../../fixtures/inference-request.ts';
import { duration } from '../../fixtures/limiter.ts';
import { check, demand, evidence, inconclusive, observe, test } from '../../fixtures/test.ts';

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
      'The first token of a stream MUST arrive well before its last: nothing on the way may collect the answer first.',
    level: 'must',
    needs: ['gateway', 'identity', 'model'],
    catches: ['gateway-buffers-streams', 'model-buffers-streams'],
    dependsOn: ['inference.stream'],
    remedy:
      'oc get envoyfilter,wasmplugin -A: look for a filter with a buffered response body; port-forward to the model to see whether it streams itself',
    guide: 'verification#test-model-inference',
  }),
  async ({ gateway, identities, models }) => {
    const caller = await roomyCaller(identities, 3 + TRIES);
    const model = await models.any(caller);
    const request = { ...chat(model, words(TOKENS), { stream: true, max_tokens: TOKENS }), as: caller };

    let stream = await streamedAnswer(gateway, request, 'a stream');
    for (let tries = 1; stream.chat.textAt.length < FEWEST_TOKENS && tries < TRIES; tries += 1) {
      stream = await streamedAnswer(gateway, request, 'a stream');
    }

    const { textAt } = stream.chat;
    const [first, last] = [textAt[0], textAt.at(-1)];
    if (first === undefined || last === undefined || textAt.length < FEWEST_TOKENS) {
      inconclusive(`the answer has only ${textAt.length} events with content, too few to tell`);
    }
    const [wait, whole] = [first - stream.sentAt, last - stream.sentAt];
    evidence('arrival', { firstMs: wait, lastMs: whole, events: textAt.length, reads: stream.chunksAt.length });
    demand(
      wait < EARLY * whole,
      `the first of ${textAt.length} tokens came after ${duration(wait)}, the last after ${duration(whole)}, in ${stream.chunksAt.length} reads: the stream is collected on the way`,
    );
    observe(`the first of ${textAt.length} tokens after ${duration(wait)}, the last after ${duration(whole)}`);
  },
);
