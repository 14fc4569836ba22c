import { perTier } from '../../fixtures/limit-scenarios/per-tier.ts';
import { check, test } from '../../fixtures/test.ts';

test(
  'a higher tier gets more than a lower one, whose spent quota does not touch it',
  check({
    id: 'limits.per-tier',
    requirement:
      'A caller of a higher tier MUST be admitted more often in a window than the tier below allows, also while that one is refused.',
    level: 'must',
    needs: ['gateway', 'identity', 'model'],
    catches: ['everyone-limited-as-free'],
    dependsOn: ['limits.requests-exact', 'maas.limits-ordered'],
    remedy:
      'oc get ratelimitpolicy -A -o yaml: expect one limit for each tier, with a predicate on auth.identity.tier; mint a token and look at its tier',
    guide: 'common-issues#4-rate-limiting-not-working',
  }),
  ({ scenarios }) => scenarios.show(perTier),
);
