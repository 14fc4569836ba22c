import { monotonic } from '../../fixtures/limit-scenarios/monotonic.ts';
import { check, test } from '../../fixtures/test.ts';

test(
  'a caller over the limit stays refused for the rest of the window',
  check({
    id: 'limits.monotonic',
    requirement: 'After the first refusal no request of the same caller MUST be admitted until the window is over.',
    level: 'must',
    needs: ['gateway', 'identity', 'model'],
    catches: ['limiter-flapping'],
    dependsOn: ['limits.requests-exact'],
    remedy:
      'oc get deployment -A | grep limitador: expect one replica, or a shared store in the Limitador resource; upgrade Connectivity Link',
    guide: 'verification#test-rate-limiting',
  }),
  ({ scenarios }) => scenarios.show(monotonic),
);
