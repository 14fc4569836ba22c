import { tierHeaderIgnored } from '../../fixtures/limit-scenarios/tier-header-ignored.ts';
import { check, test } from '../../fixtures/test.ts';

test(
  'a caller’s headers do not choose a limit',
  check({
    id: 'limits.tier-header-ignored',
    requirement:
      'A caller who names a higher tier in headers (X-MaaS-Tier, X-MaaS-Group, and those that a policy’s predicate reads) MUST be limited as the tier of the token says, or be refused.',
    level: 'must',
    needs: ['gateway', 'identity', 'model'],
    catches: ['limit-tier-from-header'],
    dependsOn: ['limits.requests-exact'],
    remedy:
      'oc get ratelimitpolicy,tokenratelimitpolicy -A -o yaml: expect predicates on auth.identity.tier, which the AuthPolicy sets, and none on request.headers',
    guide: 'verification#test-rate-limiting',
  }),
  ({ scenarios }) => scenarios.show(tierHeaderIgnored),
);
