import { limitadorStorage, storageProblem } from '../../fixtures/policy-engine.ts';
import { check, demand, inconclusive, observe, test } from '../../fixtures/test.ts';

test(
  'Limitador’s replicas count together',
  check({
    id: 'maas.limitador-storage',
    requirement: 'Limitador SHOULD have one replica, or a store that its replicas share.',
    level: 'should',
    needs: ['cluster'],
    catches: ['limitador-replicas-in-memory'],
    dependsOn: ['maas.limitador-ready'],
    remedy:
      'oc get limitador -A -o yaml: set spec.replicas to 1, or spec.storage.redis with the Secret of a Redis; in memory, counters are lost with the pod, too',
    guide: 'common-issues#4-rate-limiting-not-working',
  }),
  async ({ cluster, layout }) => {
    const storage = await limitadorStorage(cluster, layout);
    const { name, namespaces } = layout.workloads.limitador;
    demand(storage !== undefined, `Deployment ${name} does not exist in ${namespaces.join(', ')}`);
    if (storage.store === undefined && storage.replicas > 1) {
      inconclusive(`neither a Limitador resource nor the command line of ${storage.place} tells where it counts`);
    }

    const problem = storageProblem(storage);

    demand(problem === undefined, problem ?? '');
    const loses = storage.store === 'memory' ? '; counters are lost when its pod restarts' : '';
    observe(
      `Limitador ${storage.place}: ${storage.replicas} replica, counts in ${storage.store ?? 'an unknown store'}${loses}`,
    );
  },
);
