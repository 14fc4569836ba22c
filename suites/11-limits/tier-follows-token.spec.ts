import { tierFollowsToken } from '../../fixtures/limit-scenarios/tier-follows-token.ts';
import { check, test } from '../../fixtures/test.ts';

test(
  'a token that is minted after a change of tier has the new tier’s limit',
  check({
    id: 'limits.tier-follows-token',
    requirement:
      'A caller who comes into a higher tier SHOULD get its limit with the next token that is minted; how the token from before is limited is reported.',
    level: 'should',
    needs: ['cluster', 'gateway', 'identity', 'model', 'changes', 'disruption'],
    catches: ['tier-cached-forever', 'tier-remembered-by-account'],
    dependsOn: ['limits.requests-exact', 'limits.per-tier', 'maas.tier-mapping'],
    remedy:
      'mint anew and read the token’s sub: expect the new tier in it; else oc rollout restart the Deployment of maas-api; a right token that is limited as before: oc get authpolicy -A -o yaml, the cache key of the tier lookup must tell tokens of two tiers apart',
    guide: 'post-deployment#tier-configuration',
  }),
  ({ scenarios }) => scenarios.show(tierFollowsToken),
);
