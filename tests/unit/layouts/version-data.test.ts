import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseData } from '../../../layouts/data-file.ts';
import { KnownBadVersionsFile } from '../../../layouts/known-bad-versions.ts';
import { LAYOUTS } from '../../../layouts/layouts.ts';
import { MINIMUM_VERSIONS, MinimumVersionsFile } from '../../../layouts/minimum-versions.ts';
import { OperatorsFile } from '../../../layouts/operators.ts';
import { RegistriesFile } from '../../../layouts/registries.ts';

const text = (name: string): string => readFileSync(new URL(`../../../layouts/${name}`, import.meta.url), 'utf8');

test('a mistake in the data names file and field', () => {
  const edited = (name: string, from: string, to: string): string => {
    const changed = text(name).replace(from, to);
    expect(changed, `${name} has ${from}`).not.toBe(text(name));
    return changed;
  };
  expect(() =>
    parseData('operators.yaml', edited('operators.yaml', 'approval: Automatic', 'approval: Sometimes'), OperatorsFile),
  ).toThrow(/layouts\/operators\.yaml: guide\.0\.products\.0\.approval/);
  expect(() =>
    parseData('minimum-versions.yaml', edited('minimum-versions.yaml', '4.19.9', 'recent'), MinimumVersionsFile),
  ).toThrow(/openshift\.minimum.*expected a version such as/);
  expect(() =>
    parseData('known-bad-versions.yaml', edited('known-bad-versions.yaml', '"1.4.0"', '"bad"'), KnownBadVersionsFile),
  ).toThrow(/operators\.0\.range.*expected a semver range/);
  expect(() =>
    parseData('registries.yaml', edited('registries.yaml', 'image: quay.io/', 'image: quay.example/'), RegistriesFile),
  ).toThrow(/registries\.yaml: 1.*expected an image of the registry/);
});

test('every layout subscribes where its operators’ real versions may be', () => {
  for (const layout of LAYOUTS.values()) {
    for (const { id, products } of layout.operators) {
      expect(products.length, `${layout.name} ${id}`).toBeGreaterThan(0);
      for (const { namespaces, installNamespace } of products) expect(namespaces).toContain(installNamespace);
    }
  }
});

test('the guide’s minimum versions', () => {
  expect(MINIMUM_VERSIONS.tools.find(({ name }) => name === 'kustomize')?.minimum).toBe('5.7.0');
  expect(MINIMUM_VERSIONS.operators.map(({ csvPrefix, minimum }) => `${csvPrefix} ${minimum}`)).toContain(
    'kuadrant-operator 1.3.1',
  );
});
