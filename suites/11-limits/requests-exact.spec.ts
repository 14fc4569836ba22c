import { requestsExact } from '../../fixtures/limit-scenarios/requests-exact.ts';
import { check, test } from '../../fixtures/test.ts';

test(
  'each tier gets exactly the requests of its limit',
  check({
    id: 'limits.requests-exact',
    requirement:
      'In one window a caller of each tier MUST be admitted exactly as often as the tier’s limit says, and then refused.',
    level: 'must',
    needs: ['gateway', 'identity', 'model'],
    catches: [
      'limit-one-too-many',
      'limit-one-too-few',
      'limiter-off',
      'premium-unlimited',
      'limit-counted-twice',
      'limiter-replicas',
      'longer-window-ignored',
    ],
    dependsOn: ['maas.rate-limit-policies', 'maas.limits-cover-tiers', 'maas.limitador-ready'],
    remedy:
      'oc get ratelimitpolicy -A: expect Enforced=True, attached to the gateway; check that tokens carry their tier and that Limitador runs',
    guide: 'verification#test-rate-limiting',
  }),
  ({ scenarios }) => scenarios.show(requestsExact),
);
