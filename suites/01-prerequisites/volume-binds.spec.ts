import { clusterDns } from '../../fixtures/cluster-dns.ts';
import { newestDefault, provisioningProblem } from '../../fixtures/storage-classes.ts';
import { check, core, inconclusive, observe, test, violated } from '../../fixtures/test.ts';

test(
  'a claim gets its volume',
  check({
    id: 'prereq.volume-binds',
    requirement: 'A PersistentVolumeClaim that names no class SHOULD be bound to a volume when a pod uses it.',
    level: 'should',
    needs: ['cluster', 'changes'],
    catches: ['volumes-not-provisioned', 'volume-quota-exceeded'],
    dependsOn: ['prereq.default-storage-class', 'prereq.dynamic-provisioner'],
    remedy:
      'oc describe pvc -n NAMESPACE: expect Bound; the events name what the provisioner lacks (quota, credentials, a zone), and oc get clusteroperator storage whether it runs',
    guide: 'guide#infrastructure-requirements',
  }),
  async ({ cluster, probes }) => {
    const storageClass = newestDefault(await cluster.list(core.StorageClass));
    const drivers = (await cluster.list(core.CSIDriver)).map((driver) => driver.metadata.name);
    if (storageClass === undefined) inconclusive('there is no default StorageClass (prereq.default-storage-class)');
    const problem = provisioningProblem(storageClass, drivers);
    if (problem !== undefined) inconclusive(`${problem} (prereq.dynamic-provisioner)`);
    const { image } = await clusterDns(cluster);
    if (image === undefined) inconclusive('no image for a pod that uses the claim was found in openshift-dns');
    const waitsForConsumer = storageClass.volumeBindingMode === 'WaitForFirstConsumer';

    const outcome = await probes.volume({ waitsForConsumer, image });

    const subject = `a claim of ${storageClass.metadata.name}${waitsForConsumer ? ', used by a pod,' : ''}`;
    if (outcome.kind === 'failed') violated(`${subject} gets no volume: ${outcome.why}`);
    if (outcome.kind === 'waiting') violated(`${subject} was not bound in time: ${outcome.why}`);
    observe(`${subject} was bound to ${outcome.volume} after ${(outcome.afterMs / 1000).toFixed(1)} s`);
  },
);
