import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { authorize } from '../../../../sandbox/kube/rbac.ts';
import { loadStore, readObjects } from '../../../../sandbox/kube/store.ts';
import { READER } from '../../../../sandbox/people.ts';
import { INSTALLATIONS } from '../../../../sandbox/world.ts';

const reader = { username: READER, groups: ['system:authenticated'] };
const manifest = fileURLToPath(new URL('../../../../deploy/rbac/reader.yaml', import.meta.url));

test.each(INSTALLATIONS)(
  'the reader of %s may read every kind that the installation has, but Secrets',
  (installation) => {
    const store = loadStore(installation);
    const crds = store.all('CustomResourceDefinition').map((crd) => crd['spec']);
    const present = crds.filter((crd) => store.allOf(crd.group, crd.names.kind).length > 0);

    const unreadable = present
      .map((crd) => ({ verb: 'list', group: crd.group, resource: crd.names.plural }))
      .filter((wanted) => !authorize(store, reader, wanted).allowed);

    expect(present.length).toBeGreaterThan(10);
    expect(unreadable).toEqual([]);
    expect(authorize(store, reader, { verb: 'list', group: '', resource: 'secrets' }).allowed).toBe(false);
  },
);

test.each(INSTALLATIONS)('the reader of %s may change nothing', (installation) => {
  const store = loadStore(installation);
  const rules = store.find({ kind: 'ClusterRole', name: READER })?.['rules'] ?? [];
  const verbs = new Set(rules.flatMap((rule: { verbs: string[] }) => rule.verbs));
  expect(verbs).toEqual(new Set(['get', 'list']));
});

test('the role that is deployed is the one that the sandbox tries', () => {
  const deployed = readObjects(manifest).find(({ kind }) => kind === 'ClusterRole');
  const tried = loadStore('guide').find({ kind: 'ClusterRole', name: READER });
  expect(deployed?.['rules']).toEqual(tried?.['rules']);
});
