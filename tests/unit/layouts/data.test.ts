import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseData } from '../../../layouts/data-file.ts';
import { Layout } from '../../../layouts/layout.ts';
import { flavoursOf, LAYOUTS } from '../../../layouts/layouts.ts';
import { PHASES } from '../../../layouts/phases.ts';
import { broughtBy, ReleasesFile } from '../../../layouts/releases.ts';
import { WorkloadsFile } from '../../../layouts/workloads.ts';

const layouts = [...LAYOUTS.values()];
const release = LAYOUTS.get('maas-0.0.2');
const flavours = flavoursOf('maas-0.0.2');

function isCheck(id: string): boolean {
  const [prefix, slug] = id.split('.');
  const phase = PHASES.find((candidate) => candidate.prefix === prefix);
  return existsSync(new URL(`../../../suites/${phase?.folder}/${slug}.spec.ts`, import.meta.url));
}

test.each(layouts)('$name is a layout, and what is no part of it are checks that there are', (layout) => {
  expect(Layout.parse(layout)).toEqual(layout);
  for (const id of Object.keys(layout.absentChecks)) expect(isCheck(id), id).toBe(true);
});

test.each(flavours)('the release without flavour allows all that $name has', ({ namespaces, workloads, operators }) => {
  expect(release?.namespaces.api).toEqual(expect.arrayContaining(namespaces.api));
  expect(release?.namespaces.serving).toEqual(expect.arrayContaining(namespaces.serving));
  expect(release?.workloads.api.namespaces).toEqual(expect.arrayContaining(workloads.api.namespaces));
  for (const { id, products } of operators) {
    const general = release?.operators.find((operator) => operator.id === id);
    expect(general?.products).toEqual(expect.arrayContaining(products));
  }
});

test('a flavour has one namespace for its API and one product where the release leaves the choice', () => {
  for (const { name, namespaces, operators } of flavours) {
    expect(namespaces.api.length, name).toBe(1);
    for (const { id, products } of operators) expect(products.length, `${name} ${id}`).toBe(1);
  }
});

test.each([
  [
    'workloads.yaml',
    WorkloadsFile,
    'guide: { namespaces: { api: maas } }',
    /layouts\/workloads\.yaml: guide\.namespaces\.api is wrong/,
  ],
  [
    'releases.yaml',
    ReleasesFile,
    '- { release: 0.1.1, types: [], infrastructure: [], products: {} }',
    /releases\.yaml: 0\.release is wrong: expected a tag/,
  ],
  [
    'releases.yaml',
    ReleasesFile,
    '- { release: v0.1.1, types: [], infrastructure: [], products: { rhods-operator: newest } }',
    /releases\.yaml: 0\.products\.rhods-operator is wrong: expected a semver range/,
  ],
  ['releases.yaml', ReleasesFile, '- { release: v0.1.1, typs: [] }', /releases\.yaml: 0/],
  ['releases.yaml', ReleasesFile, '{', /layouts\/releases\.yaml is no YAML/],
  ['releases.yaml', ReleasesFile, '', /layouts\/releases\.yaml: the whole file is wrong/],
])('a mistake in %s names the file and the field', (name, schema, text, message) => {
  expect(() => parseData<unknown>(name, text, schema)).toThrow(message);
});

test.each([
  ['3.2.0', 'v0.0.2'],
  ['3.3.9', 'v0.0.2'],
  ['3.4.0-ea.1', 'v0.1.1'],
  ['3.5.1', 'v0.2.1'],
  ['4.0.0', 'later'],
  ['2.25.0', undefined],
  ['none', undefined],
])('OpenShift AI %s brings %s', (version, brings) => {
  expect(broughtBy('rhods-operator', version)).toBe(brings);
  expect(broughtBy('opendatahub-operator', version)).toBeUndefined();
});
