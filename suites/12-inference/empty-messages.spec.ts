import { eachModel, unlessKnown } from '../../fixtures/each-model.ts';
import { ping } from '../../fixtures/inference-request.ts';
import { knownOfServer } from '../../fixtures/model-server.ts';
import { check, demand, inconclusive, test } from '../../fixtures/test.ts';

test(
  'a chat without messages is refused',
  check({
    id: 'inference.empty-messages',
    requirement: 'A chat without messages MUST be answered 4xx, never with a server error.',
    level: 'must',
    needs: ['gateway', 'identity', 'model'],
    catches: ['empty-messages-5xx'],
    dependsOn: ['inference.chat'],
    remedy: 'the log of the model’s pod: a 5xx is a server that crashed on what any client can send; upgrade it',
    guide: 'common-issues#6-inference-errors',
  }),
  async ({ gateway, identities, models }) => {
    await eachModel({ models, identities }, { requests: 2 }, async (model, caller) => {
      const answer = await gateway.request({ ...ping(model), body: { model: model.id, messages: [] }, as: caller });

      const { status } = answer;
      if (status === 429) inconclusive('the caller’s quota is spent (429)');
      demand(status < 500, `${model.id} answers a chat without messages with ${status}`);
      if (status >= 400) return { seen: `${status}` };
      const seen = `${model.id} answers a chat without messages with ${status}, wanted 4xx`;
      return unlessKnown(models, model, 'empty-messages', () => knownOfServer(models, model, 'empty-messages', seen));
    });
  },
);
