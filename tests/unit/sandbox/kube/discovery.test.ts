import fc from 'fast-check';
import { expect, test } from 'vitest';
import { catalogue } from '../../../../sandbox/kube/catalogue.ts';
import { aggregated, byStability, groupList, oneGroup, resourceList } from '../../../../sandbox/kube/discovery.ts';
import { objectStore } from '../../../../sandbox/kube/object-store.ts';
import type { KubeObject } from '../../../../sandbox/object.ts';

const crd = (versions: object[], status?: object): KubeObject => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'things.example.com' },
  spec: { group: 'example.com', scope: 'Cluster', names: { plural: 'things', kind: 'Thing' }, versions },
  status,
});

test('versions are preferred as Kubernetes prefers them', () => {
  const preferred = ['v10', 'v2', 'v1', 'v11beta2', 'v10beta3', 'v3beta1', 'v12alpha1', 'v11alpha2', 'foo1', 'foo10'];
  fc.assert(
    fc.property(fc.shuffledSubarray(preferred), (versions) => {
      const expected = preferred.filter((version) => versions.includes(version));
      expect([...versions].sort(byStability)).toEqual(expected);
    }),
  );
});

test('a custom kind is discovered in its served versions', () => {
  const served = catalogue(
    objectStore([crd([{ name: 'v1beta1' }, { name: 'v1', storage: true }, { name: 'v2alpha1', served: false }])]),
  );
  expect(oneGroup(served, 'example.com')).toMatchObject({
    versions: [{ version: 'v1' }, { version: 'v1beta1' }],
    preferredVersion: { groupVersion: 'example.com/v1' },
  });
  expect(resourceList(served, 'example.com', 'v1')?.resources.map(({ name }) => name)).toEqual([
    'things',
    'things/status',
  ]);
  expect(resourceList(served, 'example.com', 'v2alpha1')).toBeUndefined();
});

test('a CRD that is not established is not discovered, and one that comes later is', () => {
  const store = objectStore([crd([{ name: 'v1' }], { conditions: [{ type: 'Established', status: 'False' }] })]);
  const served = catalogue(store);
  expect(oneGroup(served, 'example.com')).toBeUndefined();
  store.put(crd([{ name: 'v1' }]));
  expect(oneGroup(served, 'example.com')).toBeDefined();
});

test('aggregated discovery says what the plain one says', () => {
  const served = catalogue(objectStore([crd([{ name: 'v1' }])]));
  const plain = groupList(served).groups.flatMap(({ name, versions }) =>
    versions.map(({ version }) => [
      name,
      version,
      resourceList(served, name, version)?.resources.map((type) => type.name),
    ]),
  );
  const whole = aggregated(served, false).items.flatMap(({ metadata, versions }) =>
    versions.map(({ version, resources }) => [
      metadata.name,
      version,
      resources.flatMap((type) => [
        type.resource,
        ...type.subresources.map(({ subresource }) => `${type.resource}/${subresource}`),
      ]),
    ]),
  );
  expect(whole).toEqual(plain);
  expect(plain.length).toBeGreaterThan(15);
});
