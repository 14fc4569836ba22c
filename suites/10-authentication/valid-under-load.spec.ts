import { control } from '../../fixtures/denial.ts';
import { ping } from '../../fixtures/inference-request.ts';
import { steadyCount, steadyLoad } from '../../fixtures/steady-load.ts';
import { check, demand, inconclusive, observe, test } from '../../fixtures/test.ts';

const PER_SECOND = 200;
/** What machine and gateway must keep up with for the answers to tell of a load. */
const LEAST_PER_SECOND = 60;
/** What the check sends besides: to find a model, and the control. */
const BESIDES = 4;

test(
  'a valid token is good under load, too',
  check({
    id: 'auth.valid-under-load',
    requirement: 'A valid token MUST NOT be answered 401 or 403 at 200 requests a second; 429 is fine.',
    level: 'must',
    needs: ['gateway', 'identity', 'model'],
    catches: ['valid-token-refused-at-rate'],
    dependsOn: ['auth.no-5xx-under-burst', 'maas.authorino-ready'],
    remedy:
      'give Authorino a cache that holds tokens (--evaluator-cache-size 2 or more, in MB: an entry may be a thousandth of it), and look for throttled CPU; expect no TokenReview for each request in its log',
    guide: 'common-issues#6-inference-errors',
  }),
  async ({ gateway, identities, models, limits, session }) => {
    const count = Math.min(steadyCount(PER_SECOND), session.requestBudget - BESIDES);
    if (count < PER_SECOND)
      inconclusive(
        `${PER_SECOND} requests of one caller are needed, the request budget is ${session.requestBudget}; raise it with --request-budget`,
      );
    // Of the lowest tier: who is over the limit is authenticated like everybody else, and spares the model.
    const { tier } = await limits.lowest();
    const caller = await identities.lease({ tier, requests: count + BESIDES });
    const request = { ...ping(await models.any(caller)), as: caller };
    await control(gateway, request);

    const { counted, perSecond } = await steadyLoad(gateway, request, { count, perSecond: PER_SECOND });

    const seen = [...counted].map(([kind, times]) => `${times} × ${kind}`).join(', ');
    const said = `${count} requests at ${Math.round(perSecond)} a second from tier ${tier}: ${seen}`;
    demand(!counted.has('401') && !counted.has('403'), said);
    const answered = (counted.get('200') ?? 0) + (counted.get('429') ?? 0);
    if (answered < count / 2) inconclusive(`too few were answered to tell: ${said}`);
    if (perSecond < LEAST_PER_SECOND)
      inconclusive(
        `fewer than ${LEAST_PER_SECOND} a second could be sent; try from a machine that is less busy: ${said}`,
      );
    observe(said);
  },
);
