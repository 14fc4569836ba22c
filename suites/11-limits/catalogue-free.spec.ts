import { catalogueFree } from '../../fixtures/limit-scenarios/catalogue-free.ts';
import { check, test } from '../../fixtures/test.ts';

test(
  'listing the models does not spend the quota',
  check({
    id: 'limits.catalogue-free',
    requirement:
      'Listing the models SHOULD NOT count against the request limit, and the list SHOULD stay complete however often it is read.',
    level: 'should',
    needs: ['gateway', 'identity', 'model'],
    catches: ['listing-spends-quota'],
    dependsOn: ['limits.requests-exact', 'models.listed'],
    remedy:
      'exempt the catalogue’s path in the RateLimitPolicy, or upgrade to a maas-api that does not probe each model with the caller’s token',
    guide: 'verification#test-rate-limiting',
  }),
  ({ scenarios }) => scenarios.show(catalogueFree),
);
