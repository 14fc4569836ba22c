import { expect, test } from 'vitest';
import { baseOf, FLAVOURS, SANDBOX_NAMES } from '../../../sandbox/flavours.ts';
import { loadStore } from '../../../sandbox/kube/store.ts';

const names = (objects: { metadata: { name: string } }[]): string[] => objects.map(({ metadata }) => metadata.name);

test.each(FLAVOURS)('%s has every namespace that its objects are in, and no two objects of one name', (flavour) => {
  const store = loadStore(flavour);
  const namespaces = names(store.all('Namespace'));

  for (const kind of [
    'Pod',
    'Deployment',
    'Service',
    'ConfigMap',
    'HTTPRoute',
    'ClusterServiceVersion',
    'Subscription',
  ])
    for (const { metadata } of store.all(kind))
      expect(namespaces, `${kind} ${metadata.name}`).toContain(metadata.namespace);
  expect(namespaces).toEqual([...new Set(namespaces)]);
});

test('by the OpenShift AI operator nothing is left of Open Data Hub’s names', () => {
  const store = loadStore('maas-0.0.2-rhoai');

  expect(names(store.all('Deployment', 'redhat-ods-applications'))).toEqual(
    expect.arrayContaining(['kserve-controller-manager', 'maas-api', 'odh-model-controller']),
  );
  expect(names(store.all('ClusterServiceVersion', 'redhat-ods-operator'))).toContain('rhods-operator.3.2.0');
  expect(names(store.all('Subscription', 'redhat-ods-operator'))).toEqual(['rhoai3-operator']);
  const kinds = ['Namespace', 'Deployment', 'Service', 'AuthPolicy', 'HTTPRoute', 'DSCInitialization', 'Pod'];
  const text = JSON.stringify(kinds.flatMap((kind) => store.all(kind)));
  expect(text).not.toMatch(/"opendatahub"|\.opendatahub\.svc|odh-operator|quay\.io\/opendatahub/);
});

test('by kustomize the API has a namespace of its own, and nothing is there that the script does not install', () => {
  const store = loadStore('maas-0.0.2-kustomize');

  expect(names(store.all('Deployment', 'maas-api'))).toEqual(['maas-api']);
  expect(names(store.all('ConfigMap', 'maas-api'))).toEqual(['tier-to-group-mapping']);
  expect(names(store.all('Deployment', 'opendatahub'))).toContain('kserve-controller-manager');
  expect(names(store.all('Deployment', 'opendatahub'))).not.toContain('maas-api');
  const csvs = names(store.all('ClusterServiceVersion'));
  expect(csvs).toContain('kuadrant-operator.v1.3.1');
  expect(csvs.filter((name) => /^(rhcl|opendatahub|rhods|cert-manager|leader-worker-set)/.test(name))).toEqual([]);
  expect(JSON.stringify(store.all('AuthPolicy'))).toContain('//maas-api.maas-api.svc');
});

test('what is derived leaves its base as it is', () => {
  const before = JSON.stringify(names(loadStore('maas-0.0.2').all('Deployment')));
  for (const name of SANDBOX_NAMES) loadStore(name);

  expect(JSON.stringify(names(loadStore('maas-0.0.2').all('Deployment')))).toBe(before);
  expect(FLAVOURS.map(baseOf)).toEqual(['maas-0.0.2', 'maas-0.0.2']);
});
