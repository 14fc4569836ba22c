import { control } from '../../fixtures/denial.ts';
import { eachModel } from '../../fixtures/each-model.ts';
import { chat, ping } from '../../fixtures/inference-request.ts';
import { ErrorBody, shaped } from '../../fixtures/openai-shapes.ts';
import { check, inconclusive, test } from '../../fixtures/test.ts';

/** More tokens than any context has. */
const TOO_MANY = 100_000_000;

test(
  'a model’s errors are OpenAI error objects',
  check({
    id: 'inference.error-shape',
    requirement:
      'A request that a served model refuses MUST be answered with an OpenAI error object, so that SDKs can tell why.',
    level: 'must',
    needs: ['gateway', 'identity', 'model'],
    catches: ['errors-as-text', 'errors-as-html', 'errors-flat', 'errors-empty', 'second-model-other-server'],
    dependsOn: ['inference.chat'],
    remedy:
      'ask the model’s pod directly (oc port-forward): a proxy on the way that replaces error bodies, or the server’s version',
    guide: 'common-issues#6-inference-errors',
  }),
  async ({ gateway, identities, models }) => {
    await eachModel({ models, identities }, { requests: 3 }, async (model, caller) => {
      await control(gateway, { ...ping(model), as: caller });

      const tooLong = await gateway.request({ ...chat(model, 'ping', { max_tokens: TOO_MANY }), as: caller });
      // Some servers shorten what is too long; none knows every model.
      const refused =
        tooLong.status === 200
          ? await gateway.request({ ...ping({ ...model, id: 'no-such-model' }), as: caller })
          : tooLong;

      if (refused.status < 400 || refused.status >= 500 || refused.status === 429) {
        inconclusive(`no refusal by ${model.id} to look at: answered ${tooLong.status} and ${refused.status}`);
      }
      const { error } = shaped(ErrorBody, refused.json, `the body of the ${refused.status} of ${model.id}`);
      return { seen: `${refused.status} with type ${error.type} and code ${error.code ?? 'none'}` };
    });
  },
);
