import { expect, test } from 'vitest';
import { authorize } from '../../../../sandbox/kube/rbac.ts';
import { loadStore } from '../../../../sandbox/kube/store.ts';
import { READER } from '../../../../sandbox/people.ts';
import { INSTALLATIONS } from '../../../../sandbox/world.ts';

const reader = { username: READER, groups: ['system:authenticated'] };

test.each(INSTALLATIONS)('the reader of %s may change nothing, and read no Secrets', (installation) => {
  const store = loadStore(installation);
  const rules = store.find({ kind: 'ClusterRole', name: READER })?.['rules'] ?? [];
  const verbs = new Set(rules.flatMap((rule: { verbs: string[] }) => rule.verbs));

  expect(verbs).toEqual(new Set(['get', 'list']));
  expect(authorize(store, reader, { verb: 'list', group: '', resource: 'pods' }).allowed).toBe(true);
  expect(authorize(store, reader, { verb: 'list', group: '', resource: 'secrets' }).allowed).toBe(false);
});
