import { oneQuotaPerUser } from '../../fixtures/limit-scenarios/one-quota-per-user.ts';
import { check, test } from '../../fixtures/test.ts';

test(
  'all tokens of a caller share one quota',
  check({
    id: 'limits.one-quota-per-user',
    requirement:
      'A second token and an API key of the same caller MUST spend the same quota as the first; what else spends it is reported.',
    level: 'must',
    needs: ['gateway', 'identity', 'model'],
    catches: ['second-token-own-quota', 'api-key-own-quota'],
    dependsOn: ['limits.requests-exact'],
    remedy:
      'oc get ratelimitpolicy -A -o yaml: expect a counter that names the user (auth.identity.userid), not the token, its id or the whole Authorization header',
    guide: 'verification#test-rate-limiting',
  }),
  ({ scenarios }) => scenarios.show(oneQuotaPerUser),
);
