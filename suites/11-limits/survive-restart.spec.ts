import { surviveRestart } from '../../fixtures/limit-scenarios/survive-restart.ts';
import { check, test } from '../../fixtures/test.ts';

test(
  'a restart of Limitador keeps its counters, or costs no more than it must',
  check({
    id: 'limits.survive-restart',
    requirement:
      'Counters in a store that outlives Limitador’s pod SHOULD survive its restart; where they are in memory, their loss is reported, and the limits SHOULD apply again at once.',
    level: 'should',
    needs: ['cluster', 'gateway', 'identity', 'model', 'disruption'],
    catches: ['counters-lost-on-restart', 'limits-lost-on-restart'],
    dependsOn: ['maas.limitador-storage', 'limits.requests-exact'],
    remedy:
      'oc get limitador -A -o yaml: expect spec.storage.redis with a Secret that names a Redis, or disk on a volume that outlives the pod; oc logs of Limitador: expect its limits file to be read',
    guide: 'verification#test-rate-limiting',
  }),
  ({ scenarios }) => scenarios.show(surviveRestart),
);
