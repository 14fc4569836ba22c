import { attempts, control } from '../../fixtures/denial.ts';
import { ping } from '../../fixtures/inference-request.ts';
import { check, demand, observe, test } from '../../fixtures/test.ts';

/** Kubernetes reads a bearer that starts with a blank as no credential at all, hence as system:anonymous. */
const BLANK = {
  'two blanks and a word': 'Bearer  garbage',
  'an empty token': 'Bearer ',
  'a blank token': 'Bearer    ',
};

test(
  'a bearer of blanks is not served as an anonymous user',
  check({
    id: 'auth.malformed-bearer-not-anonymous',
    requirement: 'The gateway MUST answer 401 to a bearer of blanks, on the management API and for inference.',
    level: 'must',
    needs: ['gateway', 'identity', 'model'],
    catches: ['blank-bearer-anonymous'],
    dependsOn: ['auth.malformed-token', 'auth.anonymous-api-denied'],
    remedy:
      'refuse system:anonymous in the AuthPolicy (a rule that the user’s groups include system:authenticated), or switch anonymous access off',
    guide: 'verification#generate-token',
  }),
  async ({ gateway, identities, models, layout }) => {
    const caller = await identities.lease({ requests: 4 });
    const model = await models.any(caller);
    const management = [layout.api.models, layout.api.listTokens, layout.api.health].flatMap((api) => api?.path ?? []);
    await control(gateway, { path: layout.api.models.path, as: caller }, layout.api.models.success);
    await control(gateway, { ...ping(model), as: caller });

    const requests = [...management.map((path) => ({ path })), ping(model)];
    const sent = await Promise.all(
      requests.map(async (request) => ({ path: request.path, answers: await attempts(gateway, request, BLANK) })),
    );

    const served = sent.flatMap(({ path, answers }) =>
      answers
        .filter(({ answer }) => answer.status !== 401)
        .map(({ name, answer }) => `${answer.status} for ${name} on ${path}`),
    );
    demand(served.length === 0, `wanted 401, got ${served.join(', ')}`);
    observe(`401 for ${Object.keys(BLANK).join(', ')} on ${sent.map(({ path }) => path).join(', ')}`);
  },
);
