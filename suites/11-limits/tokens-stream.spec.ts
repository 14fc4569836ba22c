import { ruled } from '../../fixtures/limit-window.ts';
import { judgeTokens } from '../../fixtures/limiter.ts';
import { SCOUT_REQUESTS } from '../../fixtures/quota.ts';
import { check, demand, evidence, test } from '../../fixtures/test.ts';
import { consume, requestsNeeded, streamed, streamedWithUsage, summary } from '../../fixtures/token-quota.ts';

test(
  'streamed answers are metered',
  check({
    id: 'limits.tokens-stream',
    requirement:
      'The tokens of a stream with include_usage MUST count against the limit; without it, what happens is reported.',
    level: 'must',
    needs: ['gateway', 'identity', 'model'],
    catches: [
      'stream-tokens-not-counted',
      'tokens-counted-twice',
      'tokens-not-counted',
      'tokens-one-per-answer',
      'tokens-prompt-only',
    ],
    dependsOn: ['limits.tokens-exact'],
    remedy: 'upgrade Connectivity Link (wasm-shim #373), or start the model with --enable-force-include-usage',
    guide: 'verification#test-rate-limiting',
  }),
  async ({ gateway, identities, models, limits }) => {
    const { tier, tokens, requests } = await limits.lowestTokens();
    const model = await models.any(await identities.lease({ tier, requests: SCOUT_REQUESTS }));
    const caller = await identities.lease({ tier, fresh: true, requests: requestsNeeded(requests) });
    const silent = await identities.lease({ tier, fresh: true, requests: requestsNeeded(requests) });

    const seen = await consume(gateway, model, caller, { tokens, requests }, streamedWithUsage);
    const unreported = await consume(gateway, model, silent, { tokens, requests }, streamed);

    const without = summary(unreported);
    evidence('streams without include_usage', without);
    demand(!unreported.some(({ status }) => status >= 500), `streams without include_usage: ${without}`);
    ruled(judgeTokens(seen, tokens), `tier ${tier}, with include_usage`, `without include_usage: ${without}`);
  },
);
