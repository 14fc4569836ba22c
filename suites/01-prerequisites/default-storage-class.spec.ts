import { defaultClasses } from '../../fixtures/storage-classes.ts';
import { check, core, demand, observe, test } from '../../fixtures/test.ts';

test(
  'there is one default storage class',
  check({
    id: 'prereq.default-storage-class',
    requirement: 'Exactly one StorageClass MUST be the default: claims that name no class wait forever without one.',
    level: 'must',
    needs: ['cluster'],
    catches: ['no-default-storage-class', 'two-default-storage-classes'],
    dependsOn: ['prereq.api-reachable'],
    remedy:
      'oc get storageclass: expect one with (default); oc annotate storageclass NAME storageclass.kubernetes.io/is-default-class=true --overwrite sets it',
    guide: 'guide#infrastructure-requirements',
  }),
  async ({ cluster }) => {
    const classes = await cluster.list(core.StorageClass);

    const names = defaultClasses(classes).map((storageClass) => storageClass.metadata.name);

    const all = classes.map((storageClass) => storageClass.metadata.name).join(', ') || 'none';
    demand(names.length > 0, `no StorageClass is the default (there are: ${all})`);
    demand(names.length === 1, `${names.length} StorageClasses are the default: ${names.join(', ')}`);
    observe(`${names[0]} is the default (there are: ${all})`);
  },
);
