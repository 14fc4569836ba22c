import { deltaText, limiterNames, targetsOf } from '../../fixtures/monitoring.ts';
import { check, demand, inconclusive, observe, test } from '../../fixtures/test.ts';
import { streamedWithUsage, whole } from '../../fixtures/token-quota.ts';

/** Words of each prompt, and most tokens of its answer: few, and yet more than any request counts for besides its tokens. */
const SIZE = 8;
const WAYS = [whole, streamedWithUsage];

test(
  'consumed tokens are counted',
  check({
    id: 'metrics.tokens-counted',
    requirement:
      'The limiter’s counter of tokens MUST move by exactly what the usage of whole and of streamed answers said.',
    level: 'must',
    needs: ['metrics', 'gateway', 'identity', 'model'],
    catches: [
      'token-metric-one-per-answer',
      'tokens-not-counted',
      'tokens-prompt-only',
      'tokens-counted-twice',
      'tokens-one-per-answer',
      'stream-tokens-not-counted',
    ],
    dependsOn: ['metrics.targets-up', 'metrics.limitador-names', 'limits.tokens-exact', 'limits.tokens-stream'],
    remedy:
      'compare curl <limitador pod>:8080/metrics before and after one chat with its usage.total_tokens: expect authorized_hits to move by it, and by 1 more where a request limit applies too; a stream without include_usage is not counted (FM-53)',
    guide: 'guide#8-observability-stack',
  }),
  async ({ metrics, gateway, identities, models, layout }) => {
    const { tokens } = layout.metrics;
    if (tokens === undefined) inconclusive(`the layout ${layout.name} does not say what counts tokens`);
    const prober = await identities.lease({ tier: (await identities.tiers()).at(-1), requests: 4 });
    const model = await models.any(prober);
    const caller = await identities.lease({
      tier: prober.tier,
      fresh: true,
      requests: WAYS.length,
      tokens: WAYS.length * 4 * SIZE,
    });
    const targets = targetsOf(layout.workloads.limitador, await metrics.targets());

    const used: number[] = [];
    const moved = await metrics.counterDelta(
      { counter: tokens.counter, targets, users: limiterNames(caller) },
      async () => {
        for (const way of WAYS) {
          const { outcome, status, tokens: spent } = await way(gateway, model, caller, SIZE);
          if (outcome !== 'admitted') inconclusive(`a chat was answered ${status}, so nothing was to be counted`);
          if (spent === 0) inconclusive(`${model.id} told no usage, so nobody knows what was to be counted`);
          used.push(spent);
        }
      },
    );

    const sum = used.reduce((all, one) => all + one, 0);
    const right = tokens.perRequest.map((beside) => sum + beside * used.length);
    const seen = `a whole and a streamed answer used ${used.join(' and ')} tokens, ${deltaText(tokens.counter, moved)}`;
    demand(right.includes(moved.delta), `${seen}; ${right.join(' or ')} is right`);
    const besides = moved.delta - sum;
    observe(besides === 0 ? seen : `${seen}: ${besides} of it for the requests themselves`);
  },
);
