import { control } from '../../fixtures/denial.ts';
import { eachModel } from '../../fixtures/each-model.ts';
import { ping } from '../../fixtures/inference-request.ts';
import { LARGE, LARGE_WORDS, largeChat } from '../../fixtures/large-body.ts';
import { leaksOf } from '../../fixtures/leaks.ts';
import { knownOfServer } from '../../fixtures/model-server.ts';
import { NoAnswer } from '../../fixtures/no-answer.ts';
import { ChatCompletion, shaped } from '../../fixtures/openai-shapes.ts';
import { check, demand, inconclusive, test, violated } from '../../fixtures/test.ts';

test(
  'a body that is too large is refused, and does no harm',
  check({
    id: 'inference.large-body',
    requirement:
      'A chat of 5 MiB, more than any context holds, MUST be refused with a status of 4xx, in time, and the gateway MUST serve on.',
    level: 'must',
    needs: ['gateway', 'identity', 'model'],
    catches: ['large-body-5xx', 'large-body-hangs', 'large-body-fatal', 'large-body-cut'],
    dependsOn: ['inference.chat', 'inference.context-overflow'],
    remedy:
      'oc get pods of the gateway: expect no restart and no OOMKilled; its log has the answer’s flags: a 413 is the gateway’s own bound, UC a model that closed the connection',
    guide: 'common-issues#6-inference-errors',
  }),
  async ({ gateway, identities, models }) => {
    await eachModel({ models, identities }, { requests: 4 }, async (model, caller) => {
      const small = { ...ping(model), as: caller };
      await control(gateway, small);

      const answer = await gateway.request({ ...largeChat(model), as: caller }).catch((error: unknown) => {
        if (!(error instanceof NoAnswer)) throw error;
        const how = error.stage === 'deadline' ? 'hangs' : 'is cut off';
        return violated(`a chat of ${LARGE} to ${model.id} ${how}: ${error.message}`);
      });
      const after = await gateway.request(small);

      const { status } = answer;
      if (status === 429 || after.status === 429) inconclusive('the caller’s quota is spent (429)');
      demand(
        after.status === 200,
        `${model.id} answered a small chat, then ${status} to one of ${LARGE}, and now ${after.status} to a small one`,
      );
      const leaks = leaksOf(answer.body, [caller.maasToken]);
      demand(leaks.length === 0, `the body of the ${status} gives away ${leaks.join(', ')}`);
      if (status === 200) {
        const { usage } = shaped(ChatCompletion, answer.json, 'the chat completion');
        demand(
          usage.prompt_tokens >= LARGE_WORDS,
          `${model.id} answers a chat of ${LARGE_WORDS} words as if it had ${usage.prompt_tokens} tokens: it is cut in silence`,
        );
        inconclusive(`${model.id} takes a chat of ${LARGE}: its bound is beyond what is tried`);
      }
      if (status >= 400 && status < 500) return { seen: `${status} for ${LARGE}, and 200 after it` };
      const seen = `${model.id} answers a chat of ${LARGE} with ${status}, wanted 4xx`;
      return { notJudged: await knownOfServer(models, model, 'large-body', seen) };
    });
  },
);
