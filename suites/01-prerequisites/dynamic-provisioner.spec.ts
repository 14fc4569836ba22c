import { defaultClasses, provisioningProblem } from '../../fixtures/storage-classes.ts';
import { check, core, demand, inconclusive, observe, test } from '../../fixtures/test.ts';

test(
  'the default storage class provisions volumes',
  check({
    id: 'prereq.dynamic-provisioner',
    requirement:
      'The provisioner of the default StorageClass MUST make volumes on demand, and its CSI driver MUST be registered.',
    level: 'must',
    needs: ['cluster'],
    catches: ['static-provisioner', 'csi-driver-missing'],
    dependsOn: ['prereq.api-reachable'],
    remedy:
      'oc get storageclass,csidriver: expect a CSIDriver of the name in PROVISIONER; install the storage operator that brings it',
    guide: 'guide#infrastructure-requirements',
  }),
  async ({ cluster }) => {
    const defaults = defaultClasses(await cluster.list(core.StorageClass));
    const drivers = (await cluster.list(core.CSIDriver)).map((driver) => driver.metadata.name);
    if (defaults.length === 0) inconclusive('there is no default StorageClass to judge (prereq.default-storage-class)');

    const problems = defaults.flatMap((storageClass) => provisioningProblem(storageClass, drivers) ?? []);

    demand(problems.length === 0, problems.join('; '));
    observe(defaults.map(({ metadata, provisioner }) => `${metadata.name} provisions by ${provisioner}`).join('; '));
  },
);
