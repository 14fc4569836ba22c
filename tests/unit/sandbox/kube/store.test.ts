import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { catalogue } from '../../../../sandbox/kube/catalogue.ts';
import { installationFiles, loadStore, readObjects } from '../../../../sandbox/kube/store.ts';
import type { KubeObject } from '../../../../sandbox/object.ts';
import { INSTALLATIONS } from '../../../../sandbox/world.ts';

function contents(text: string): KubeObject[] {
  const folder = mkdtempSync(join(tmpdir(), 'maas-verify-store-'));
  const file = join(folder, 'objects.yaml');
  try {
    writeFileSync(file, text);
    return readObjects(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('a file holds documents, lists, or both', () => {
  const text = `
apiVersion: v1
kind: List
items:
  - { apiVersion: v1, kind: Namespace, metadata: { name: a } }
  - { apiVersion: v1, kind: Namespace, metadata: { name: b } }
---
apiVersion: v1
kind: Namespace
metadata: { name: c, creationTimestamp: 2026-11-02T08:14:00Z }
---
`;
  expect(contents(text).map(({ metadata }) => metadata.name)).toEqual(['a', 'b', 'c']);
  expect(contents(text)[2]?.metadata.creationTimestamp).toBe('2026-11-02T08:14:00Z');
});

test.each([
  ['kind: [', /cannot read .*objects\.yaml: /],
  ['kind: Namespace', /expected objects with apiVersion, kind and metadata\.name/],
  ['{ kind: List, items: [{ kind: Namespace }] }', /expected objects/],
])('a file that is wrong is an error that names it: %s', (text, message) => {
  expect(() => contents(text)).toThrow(message);
});

const title = ({ apiVersion, kind, metadata }: KubeObject): string =>
  `${apiVersion} ${kind} ${metadata.namespace ?? ''}/${metadata.name}`;

test.each([...INSTALLATIONS, 'common'])('%s defines no object twice', (folder) => {
  const titles = installationFiles(folder).flatMap(readObjects).map(title);
  const twice = titles.filter((one, index) => titles.indexOf(one) !== index);
  expect(titles.length).toBeGreaterThan(0);
  expect(twice).toEqual([]);
});

test.each(INSTALLATIONS)(
  'every object of %s can be asked for: its kind is served and its namespace exists',
  (installation) => {
    const store = loadStore(installation);
    const served = catalogue(store);
    const objects = ['common', installation].flatMap(installationFiles).flatMap(readObjects);
    const lost = objects.filter(({ apiVersion, kind, metadata }) => {
      const type = served.ofKind(apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '', kind);
      if (type === undefined || type.namespaced !== (metadata.namespace !== undefined)) return true;
      return (
        metadata.namespace !== undefined && store.find({ kind: 'Namespace', name: metadata.namespace }) === undefined
      );
    });
    expect(lost.map(title)).toEqual([]);
  },
);

test.each(INSTALLATIONS)('the files of %s hold no Secret values', (installation) => {
  const secrets = loadStore(installation).all('Secret');
  expect(secrets.filter((secret) => Object.keys({ ...secret['data'], ...secret['stringData'] }).length > 0)).toEqual(
    [],
  );
});
