import { tierLookupFailsSafe } from '../../fixtures/limit-scenarios/tier-lookup-fails-safe.ts';
import { check, test } from '../../fixtures/test.ts';

test(
  'a caller whose tier cannot be looked up is not unlimited',
  check({
    id: 'limits.tier-lookup-fails-safe',
    requirement:
      'While maas-api does not run, a caller whose tier the gateway has not looked up yet SHOULD be limited or refused, not admitted without limit.',
    level: 'should',
    needs: ['cluster', 'gateway', 'identity', 'model', 'disruption'],
    catches: ['tier-lookup-fails-open'],
    dependsOn: ['limits.requests-exact', 'maas.tier-lookup-wired'],
    remedy:
      'oc get authpolicy,ratelimitpolicy -A -o yaml: add a limit for callers without a tier (a predicate that holds where auth.identity.tier is missing), or deny them in the AuthPolicy; run maas-api with two replicas',
    guide: 'verification#test-rate-limiting',
  }),
  ({ scenarios }) => scenarios.show(tierLookupFailsSafe),
);
