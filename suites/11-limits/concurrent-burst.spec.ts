import { concurrentBurst } from '../../fixtures/limit-scenarios/concurrent-burst.ts';
import { check, test } from '../../fixtures/test.ts';

test(
  'requests at the same time do not pass the limit',
  check({
    id: 'limits.concurrent-burst',
    requirement:
      'Of more requests than the limit sent at the same time exactly the limit MUST be admitted, the rest refused, none failed.',
    level: 'must',
    needs: ['gateway', 'identity', 'model'],
    catches: [
      'limiter-check-then-act',
      'limiter-loses-admissions',
      'limit-one-too-few',
      'limit-one-too-many',
      'limiter-replicas',
    ],
    dependsOn: ['limits.requests-exact'],
    remedy:
      'oc get limitador -A -o yaml: expect one replica, or a store that is not cached (redis_cached lets replicas overshoot)',
    guide: 'verification#test-rate-limiting',
  }),
  ({ scenarios }) => scenarios.show(concurrentBurst),
);
