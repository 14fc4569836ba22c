import { expect, test } from 'vitest';
import { missingOffers } from '../../../../platform/cluster/catalogs.ts';
import { StorageClass } from '../../../../platform/cluster/kinds/core.ts';
import { PackageManifest } from '../../../../platform/cluster/kinds/olm.ts';
import { releaseReached } from '../../../../platform/cluster/openshift-release.ts';
import type { Operator, Product } from '../../../../platform/cluster/operators.ts';
import { defaultClasses, provisioningProblem } from '../../../../platform/cluster/storage-classes.ts';

const done = (version: string) => ({ state: 'Completed', version });
const partial = (version: string) => ({ state: 'Partial', version });

test('only a completed version counts, and an update that is under way is named', () => {
  const release = releaseReached([partial('4.20.8'), done('4.18.27')]);

  expect(release.completed).toBe('4.18.27');
  expect(release.partial).toBe('4.20.8');
  expect(release.isAtLeast('4.19.9')).toBe(false);
});

test.each([
  ['4.19.9', true],
  ['4.19.10', true],
  ['4.20.0', true],
  ['4.19.8', false],
  ['4.9.99', false],
  ['4.19.9-rc.1', false],
  ['4.20.0-0.nightly-2026-01-12', true],
  ['not a version', false],
])('OpenShift %s is at least 4.19.9: %s', (version, is) => {
  expect(releaseReached([done(version)]).isAtLeast('4.19.9')).toBe(is);
});

test('a cluster that never completed an installation has no version', () => {
  expect(releaseReached([partial('4.20.8')]).completed).toBeUndefined();
  expect(releaseReached([]).isAtLeast('4.19.9')).toBe(false);
});

const storageClass = (name: string, provisioner: string | undefined, annotations?: Record<string, string>) =>
  StorageClass.schema.parse({ metadata: { name, annotations }, provisioner });

test('a class is the default by either annotation, and only if it says true', () => {
  const classes = [
    storageClass('new', 'x', { 'storageclass.kubernetes.io/is-default-class': 'true' }),
    storageClass('old', 'x', { 'storageclass.beta.kubernetes.io/is-default-class': 'true' }),
    storageClass('off', 'x', { 'storageclass.kubernetes.io/is-default-class': 'false' }),
    storageClass('plain', 'x'),
  ];

  expect(defaultClasses(classes).map(({ metadata }) => metadata.name)).toEqual(['new', 'old']);
});

test.each([
  ['ebs.csi.aws.com', undefined],
  ['kubernetes.io/aws-ebs', undefined],
  ['kubernetes.io/no-provisioner', /makes no volumes/],
  ['disk.csi.azure.com', /not registered \(there are: ebs\.csi\.aws\.com\)/],
  [undefined, /names no provisioner/],
])('a class of provisioner %s: %s', (provisioner, problem) => {
  const found = provisioningProblem(storageClass('standard', provisioner), ['ebs.csi.aws.com']);

  if (problem === undefined) expect(found).toBeUndefined();
  else expect(found).toMatch(problem);
});

const manifest = (name: string, channels: string[], catalog = 'redhat-operators') =>
  PackageManifest.schema.parse({
    metadata: { name, namespace: 'openshift-marketplace' },
    status: { packageName: name, catalogSource: catalog, channels: channels.map((channel) => ({ name: channel })) },
  });
const product = (name: string, channel: string): Product => ({
  name,
  namespaces: [name],
  csvPrefix: name,
  package: name,
  channels: [channel],
  approval: 'Automatic',
  installNamespace: name,
  controllers: [name],
  source: 'a page',
});
const ai: Operator = {
  id: 'openshift-ai',
  title: 'OpenShift AI',
  installedIn: 'operators',
  products: [product('odh', 'fast'), product('rhoai', 'stable')],
};

test('an operator is offered by any of its products, and by any catalog that has the channel', () => {
  expect(missingOffers([manifest('rhoai', ['stable'])], ai)).toBeUndefined();
  expect(missingOffers([manifest('odh', ['slow']), manifest('odh', ['fast'], 'mirror')], ai)).toBeUndefined();
});

test('what the catalogs lack is told for each product', () => {
  const missing = missingOffers([manifest('odh', ['slow'])], ai);

  expect(missing).toBe('OpenShift AI: odh has no channel fast (it has: slow), and no catalog offers rhoai');
  expect(missingOffers([], ai)).toMatch(/no catalog offers odh/);
});
