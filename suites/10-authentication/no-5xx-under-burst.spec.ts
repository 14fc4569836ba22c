import { control } from '../../fixtures/denial.ts';
import { ping } from '../../fixtures/inference-request.ts';
import { NoAnswer } from '../../fixtures/no-answer.ts';
import { check, demand, inconclusive, observe, test } from '../../fixtures/test.ts';

const AT_ONCE = 50;

test(
  'a burst of valid requests meets no server error',
  check({
    id: 'auth.no-5xx-under-burst',
    requirement:
      'Of 50 requests at once with a valid token none MUST be answered 5xx, 401, 403 or not at all; 429 is fine.',
    level: 'must',
    needs: ['gateway', 'identity', 'model'],
    catches: ['5xx-under-burst', 'valid-token-refused-under-load'],
    dependsOn: ['auth.gateway-reachable', 'maas.authorino-ready'],
    remedy:
      'raise AUTH_SERVICE_TIMEOUT of the Kuadrant operator (200 ms by default; 2s) and look for restarts or throttled CPU of Authorino',
    guide: 'common-issues#6-inference-errors',
  }),
  async ({ gateway, identities, models, limits }) => {
    const tier = await limits.roomiest(AT_ONCE);
    const scout = await identities.lease({ tier, requests: 4 });
    const model = await models.any(scout);
    await control(gateway, { ...ping(model), as: scout });
    const caller = await identities.lease({ tier, fresh: true, requests: AT_ONCE });

    const answers = await gateway.burst(Array.from({ length: AT_ONCE }, () => ({ ...ping(model), as: caller })));

    const counted = new Map<string, number>();
    for (const answer of answers) {
      const kind = answer instanceof NoAnswer ? `no answer (${answer.stage})` : String(answer.status);
      counted.set(kind, (counted.get(kind) ?? 0) + 1);
    }
    const seen = [...counted].map(([kind, count]) => `${count} × ${kind}`).join(', ');
    const wrong = [...counted.keys()].filter((kind) => !['200', '429'].includes(kind));
    demand(wrong.length === 0, `of ${AT_ONCE} at once: ${seen}`);
    if (!counted.has('200')) inconclusive(`the caller’s quota was spent before the burst: ${seen}`);
    observe(`of ${AT_ONCE} at once from tier ${tier}: ${seen}`);
  },
);
