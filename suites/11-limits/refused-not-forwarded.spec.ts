import { refusedNotForwarded } from '../../fixtures/limit-scenarios/refused-not-forwarded.ts';
import { check, test } from '../../fixtures/test.ts';

test(
  'a request over the limit does not reach the model',
  check({
    id: 'limits.refused-not-forwarded',
    requirement: 'A request that is answered 429 MUST NOT reach the model.',
    level: 'must',
    needs: ['gateway', 'identity', 'model'],
    catches: ['limited-but-forwarded'],
    dependsOn: ['limits.requests-exact'],
    remedy: 'oc get wasmplugin,envoyfilter -A: expect the limiter’s action before the route, not a response filter',
    guide: 'verification#test-rate-limiting',
  }),
  ({ scenarios }) => scenarios.show(refusedNotForwarded),
);
