import { eachModel } from '../../fixtures/each-model.ts';
import { streamedAnswer } from '../../fixtures/inference-answer.ts';
import { chat, words } from '../../fixtures/inference-request.ts';
import { duration } from '../../fixtures/limiter.ts';
import { whereSimulated } from '../../fixtures/simulated.ts';
import { streamBounds } from '../../fixtures/simulated-latency.ts';
import { check, demand, inconclusive, test } from '../../fixtures/test.ts';

const TOKENS = 24;
const FEWEST_TOKENS = 6;
/** A simulator that draws lots gives fewer than six of 24 tokens about once in five. */
const TRIES = 5;

test(
  'a simulator keeps the latency that it is told',
  check({
    id: 'inference.simulator-latency',
    requirement:
      'A simulator whose arguments name latencies MUST keep them in a stream: time to the first token, and between tokens.',
    level: 'must',
    needs: ['cluster', 'gateway', 'identity', 'model'],
    catches: ['simulator-first-token-early', 'simulator-tokens-early'],
    dependsOn: ['inference.stream', 'inference.stream-is-incremental'],
    remedy:
      'oc get pod of the model -o yaml: expect the arguments that the model’s resource has, and a pod younger than their last change; oc logs: the simulator writes its configuration when it starts',
    guide: 'guide#phase-6-deploy-sample-models-optional',
  }),
  async ({ gateway, identities, models }) => {
    await eachModel({ models, identities }, { requests: TRIES }, (model, caller) =>
      whereSimulated(models, model, async (settings) => {
        const { firstToken, betweenTokens } = settings;
        if (firstToken.mean + betweenTokens.mean === 0) return { notJudged: 'its arguments name no latency' };
        const request = { ...chat(model, words(TOKENS), { stream: true, max_tokens: TOKENS }), as: caller };
        let stream = await streamedAnswer(gateway, request, 'a stream');
        for (let tries = 1; stream.chat.textAt.length < FEWEST_TOKENS && tries < TRIES; tries += 1) {
          stream = await streamedAnswer(gateway, request, 'a stream');
        }

        const { textAt } = stream.chat;
        const [first, last] = [textAt[0], textAt.at(-1)];
        if (first === undefined || last === undefined || textAt.length < FEWEST_TOKENS) {
          inconclusive(`${model.id}: ${textAt.length} events with content are too few to tell`);
        }
        const took = { first: first - stream.sentAt, last: last - stream.sentAt };
        const bounds = streamBounds(settings, textAt.length);
        const told = `${firstToken.mean} ms to the first token and ${betweenTokens.mean} ms between tokens`;
        const seen = `the first of ${textAt.length} tokens after ${duration(took.first)}, the last after ${duration(took.last)}`;
        for (const which of ['first', 'last'] as const) {
          demand(
            took[which] >= bounds[which].least,
            `${model.id} is told ${told}, so its ${which} token cannot come before ${duration(bounds[which].least)}: ${seen}`,
          );
        }
        if (took.first > bounds.first.most || took.last > bounds.last.most) {
          inconclusive(`${model.id} is slower than ${told}, which may be load: ${seen}`);
        }
        return { seen: `${seen}, told ${told}` };
      }),
    );
  },
);
