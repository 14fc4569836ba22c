import { expect, test } from 'vitest';
import type { StoreChange } from '../../../../sandbox/kube/history.ts';
import { objectStore } from '../../../../sandbox/kube/object-store.ts';
import type { KubeObject } from '../../../../sandbox/object.ts';

const configMap = (name: string, namespace = 'a', data: Record<string, string> = {}): KubeObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace },
  data,
});
const deployment = (): KubeObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'd', namespace: 'a' },
  spec: { replicas: 1 },
  status: { observedGeneration: 3, conditions: [{ type: 'Available', status: 'True', observedGeneration: 3 }] },
});
const D = { kind: 'Deployment', name: 'd', namespace: 'a' };

test('a put object gets what the API server would give it', () => {
  const store = objectStore();
  const { metadata } = store.put(configMap('x'));
  expect(metadata.uid).toMatch(/^[0-9a-f-]{36}$/);
  expect(metadata.creationTimestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  expect(Number(metadata.resourceVersion)).toBe(store.resourceVersion());
  expect(metadata.generation).toBeUndefined();
});

test('replacing an object keeps its uid; a removed and remade one has another', () => {
  const store = objectStore([configMap('x')]);
  const uid = store.find({ kind: 'ConfigMap', name: 'x', namespace: 'a' })?.metadata.uid;
  expect(store.put(configMap('x')).metadata.uid).toBe(uid);
  store.remove({ kind: 'ConfigMap', name: 'x', namespace: 'a' });
  expect(store.put(configMap('x')).metadata.uid).not.toBe(uid);
});

test('objects come in the order of namespace and name, whatever the order of their arrival', () => {
  const store = objectStore([configMap('z'), configMap('b', 'b'), configMap('a')]);
  expect(store.all('ConfigMap').map(({ metadata }) => metadata.name)).toEqual(['a', 'z', 'b']);
  expect(store.all('ConfigMap', 'b').map(({ metadata }) => metadata.name)).toEqual(['b']);
});

test('kinds of the same name in two groups are told apart by apiVersion, of whatever version', () => {
  const mine: KubeObject = {
    apiVersion: 'serving.knative.dev/v1',
    kind: 'Service',
    metadata: { name: 's', namespace: 'a' },
  };
  const store = objectStore([{ ...mine, apiVersion: 'v1', metadata: { ...mine.metadata } }, mine]);
  expect(store.all('Service')).toHaveLength(2);
  expect(store.allOf('', 'Service')).toHaveLength(1);
  expect(store.find({ apiVersion: 'serving.knative.dev/v1beta1', kind: 'Service', name: 's', namespace: 'a' })).toBe(
    mine,
  );
});

test('an edit of the spec raises the generation, and the status follows it', () => {
  const store = objectStore([deployment()]);
  store.edit(D, (object) => {
    object['spec'].replicas = 2;
  });
  const edited = store.find(D);
  expect(edited?.metadata.generation).toBe(4);
  expect(edited?.['status']).toMatchObject({ observedGeneration: 4, conditions: [{ observedGeneration: 4 }] });
});

test('an edit of the status alone leaves the generation', () => {
  const store = objectStore([deployment()]);
  store.edit(D, (object) => {
    object['status'].conditions[0].status = 'False';
  });
  expect(store.find(D)?.metadata.generation).toBe(3);
});

test('a generation that an edit sets by hand stays unobserved: a controller that is stuck', () => {
  const store = objectStore([deployment()]);
  store.edit(D, ({ metadata }) => {
    metadata.generation = 9;
  });
  expect(store.find(D)).toMatchObject({ metadata: { generation: 9 }, status: { observedGeneration: 3 } });
});

test('editing or removing what does not exist is an error that names it', () => {
  const store = objectStore();
  expect(() => store.edit(D, () => undefined)).toThrow('cannot edit Deployment a/d: the sandbox has no such object');
  expect(() => store.remove(D)).toThrow('cannot remove Deployment a/d');
});

test('changes carry private copies from before and after, in order', () => {
  const store = objectStore([configMap('x', 'a', { k: '1' })]);
  const start = store.resourceVersion();
  const seen: StoreChange[] = [];
  const unsubscribe = store.subscribe((change) => seen.push(change));
  store.edit({ kind: 'ConfigMap', name: 'x', namespace: 'a' }, (object) => {
    object['data'].k = '2';
  });
  store.remove({ kind: 'ConfigMap', name: 'x', namespace: 'a' });
  unsubscribe();
  store.put(configMap('y'));

  expect(seen.map(({ before, after }) => [before?.['data'].k, after?.['data'].k])).toEqual([
    ['1', '2'],
    ['2', undefined],
  ]);
  expect(store.changesAfter(start)).toHaveLength(3);
});

test('a history that does not reach back far enough says so', () => {
  const store = objectStore([configMap('x')]);
  const start = store.resourceVersion();
  for (let index = 0; index < 1_001; index++) store.put(configMap(`x${index}`));
  expect(store.changesAfter(start)).toBeUndefined();
  expect(store.changesAfter(start + 1)).toHaveLength(1_000);
});

test('events and owned objects that are loaded refer to the uid of what they name', () => {
  const owned = configMap('owned');
  owned.metadata['ownerReferences'] = [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'owner' }];
  const event: KubeObject = {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: 'e', namespace: 'a' },
    involvedObject: { kind: 'ConfigMap', name: 'owner', namespace: 'a' },
  };
  const store = objectStore([owned, event, configMap('owner')]);
  const uid = store.find({ kind: 'ConfigMap', name: 'owner', namespace: 'a' })?.metadata.uid;
  expect(uid).toBeDefined();
  expect(event['involvedObject'].uid).toBe(uid);
  expect(owned.metadata['ownerReferences']).toEqual([{ apiVersion: 'v1', kind: 'ConfigMap', name: 'owner', uid }]);
});
