import { reset } from '../../fixtures/limit-scenarios/reset.ts';
import { check, test } from '../../fixtures/test.ts';

test(
  'a spent quota is whole again when its window is over',
  check({
    id: 'limits.reset',
    requirement:
      'A caller over the limit MUST be refused until the window that the first request opened is over, and have the whole quota again then.',
    level: 'must',
    needs: ['gateway', 'identity', 'model'],
    catches: [
      'window-never-resets',
      'window-resets-early',
      'window-resets-late',
      'refusals-extend-window',
      'clock-aligned-window',
      'refusals-counted',
    ],
    dependsOn: ['limits.requests-exact'],
    remedy:
      'oc get ratelimitpolicy -A -o yaml: compare the window; look for restarts of Limitador, which lose its counters, and for a second policy',
    guide: 'verification#test-rate-limiting',
  }),
  ({ scenarios }) => scenarios.show(reset),
);
