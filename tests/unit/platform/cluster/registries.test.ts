import { expect, test } from 'vitest';
import { registriesFor } from '../../../../layouts/registries.ts';
import { PullSecret } from '../../../../platform/cluster/kinds/pull-secret.ts';
import { pullSecretRegistries, unreached, withoutEntry } from '../../../../platform/cluster/registries.ts';

const registry = (name: string, more: object = {}) => ({
  registry: name,
  image: `${name}/a/b:1`,
  neededFor: 'everything',
  source: 'a page',
  pullSecret: true,
  optional: false,
  ...more,
});
const secret = (text: string) =>
  PullSecret.schema.parse({
    metadata: { name: 'pull-secret', namespace: 'openshift-config', annotations: { secret: 'hidden' } },
    data: { '.dockerconfigjson': Buffer.from(text).toString('base64') },
  });

test('of a pull secret only the names of the registries are kept', () => {
  const read = secret(JSON.stringify({ auths: { 'quay.io': { auth: 'hidden' }, 'a.io': { auth: 'hidden' } } }));

  expect(read.registries).toEqual(['a.io', 'quay.io']);
  expect(JSON.stringify(read)).not.toContain('hidden');
  expect(secret('no JSON').registries).toBeUndefined();
});

test('entries are about a registry by its host, whatever follows', () => {
  const entries = ['https://index.docker.io/v1/', 'quay.io/team'];

  expect(withoutEntry([registry('quay.io'), registry('ghcr.io')], entries)).toEqual(['ghcr.io']);
  expect(withoutEntry([registry('ghcr.io', { pullSecret: false })], entries)).toEqual([]);
  expect(withoutEntry([registry('io')], entries)).toEqual(['io']);
});

test('a pull secret that may not be read is told, not failed', async () => {
  const permission = {
    verb: 'get',
    group: '',
    resource: 'secrets',
    name: 'pull-secret',
    namespace: 'openshift-config',
  };

  expect(await pullSecretRegistries({ get: async () => ({ kind: 'forbidden', permission }) })).toEqual({
    untold: 'missing permission: oc auth can-i get secrets/pull-secret -n openshift-config',
  });
  expect(await pullSecretRegistries({ get: async () => ({ kind: 'not-found' }) })).toHaveProperty('untold');
});

test('a registry without an answer is not reached', () => {
  const wanted = [registry('quay.io'), registry('docker.io', { optional: true }), registry('ghcr.io')];
  const looks = [
    { image: 'quay.io/a/b:1', found: true as const },
    { image: 'docker.io/a/b:1', found: false as const, reason: 'timeout' },
  ];

  expect(unreached(wanted, looks)).toEqual({
    needed: ['ghcr.io (everything): not looked up'],
    optional: ['docker.io (everything): timeout'],
    reached: ['quay.io'],
  });
});

test('only what a flavour is known to pull from is demanded of it; samples never are', () => {
  const needed = (flavour?: 'odh' | 'rhoai' | 'kustomize') =>
    registriesFor({ flavour })
      .filter(({ optional }) => !optional)
      .map(({ registry }) => registry);

  expect(needed()).toEqual(['registry.redhat.io', 'quay.io']);
  expect(needed('odh')).toEqual(['registry.redhat.io', 'quay.io']);
  expect(needed('rhoai')).toEqual(['registry.redhat.io']);
});
