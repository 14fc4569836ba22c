import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RELEASES } from '../../layouts/releases.ts';
import { kubeconfig } from '../../sandbox/kube/kubeconfig.ts';
import type { KubeObject } from '../../sandbox/object.ts';
import { startSandbox } from '../../sandbox/sandbox.ts';
import { type RunningKube, runningKube } from './running-kube.ts';
import { maasVerify, temporaryFolder, verdictOf } from './verify.ts';

const ONE = ['--check', 'prereq.api-reachable'];
let folder: string;
const servers: RunningKube[] = [];

beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(async () => {
  await Promise.all(servers.map((server) => server.close()));
  await rm(folder, { recursive: true, force: true });
});

/** A kubeconfig of an API that has these objects and no MaaS. */
async function clusterWith(objects: KubeObject[]): Promise<string> {
  const server = await runningKube(objects);
  servers.push(server);
  const file = join(folder, `kubeconfig-${servers.length}`);
  await writeFile(file, kubeconfig(server.world, server.url), { mode: 0o600 });
  return file;
}

const definition = (name: string): KubeObject => {
  const [plural = '', ...group] = name.split('.');
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name },
    spec: {
      group: group.join('.'),
      names: { plural, kind: plural },
      scope: 'Namespaced',
      versions: [{ name: 'v1alpha1', served: true, storage: true }],
    },
  };
};

const namespace = (name: string): KubeObject => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });

const mapping = (name: string, key: string): KubeObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'tier-to-group-mapping', namespace: name },
  data: { [key]: '' },
});

test.each(['v0.1.1', 'v0.2.0'])(
  'a cluster of %s is named, and what to do about it, without a verdict',
  async (release) => {
    const types = RELEASES.find((one) => one.release === release)?.types ?? [];
    const file = await clusterWith([...types.map(definition), mapping('opendatahub', 'tiers')]);

    const ran = await maasVerify(['run', '--kubeconfig', file, ...ONE, '--out', join(folder, 'newer')], { folder });

    expect(ran.exitCode).toBe(2);
    expect(ran.stderr).toContain(`this is MaaS ${release}, which has no layout yet: the cluster knows`);
    expect(ran.stderr).toContain('opendatahub/tier-to-group-mapping has key tiers, as in maas-0.0.2');
    expect(ran.stderr).toMatch(/against one of guide, maas-0\.0\.2, .*, give --layout/);
  },
);

test('signs that contradict each other are named, in the line and in the verdict', async () => {
  const file = await clusterWith([namespace('maas'), mapping('maas', 'mapping.yaml'), mapping('opendatahub', 'tiers')]);

  const { verdict, exitCode, stdout } = await verdictOf(['--kubeconfig', file, ...ONE]);

  expect(exitCode).toBe(3);
  expect(stdout).toContain('the signs contradict each other');
  expect(verdict.target).toMatchObject({ layout: 'unknown', layoutConfidence: 'unknown' });
  expect(verdict.target.layoutEvidence).toContain(
    'ConfigMap maas/tier-to-group-mapping has key mapping.yaml, as in guide',
  );
});

test('before anything is installed the guide is assumed, said so, and its prerequisites pass', async () => {
  const { verdict, exitCode, stdout } = await verdictOf([
    '--sandbox',
    '--installed-up-to',
    'prerequisites',
    '--phase',
    'prerequisites',
  ]);

  expect(exitCode).toBe(0);
  expect(verdict.target).toMatchObject({ layout: 'guide', layoutConfidence: 'assumed' });
  expect(stdout).toContain('layout guide (assumed): nothing of MaaS is there yet');
});

test('who may read nothing is told so, with what to ask for', async () => {
  const sandbox = await startSandbox({
    installation: 'guide',
    realWindows: false,
    faults: [],
    folder: join(folder, 'sandbox'),
  });
  try {
    const { kubeconfig: file } = sandbox.ready;
    const { verdict, exitCode, stdout } = await verdictOf([
      '--kubeconfig',
      file,
      '--context',
      'sandbox-nobody',
      ...ONE,
    ]);

    expect(exitCode).toBe(3);
    expect(stdout).toContain('what would tell it could not be read');
    expect(stdout).toContain('oc auth can-i list customresourcedefinitions.apiextensions.k8s.io --all-namespaces');
    expect(verdict.target.permissions.missing).toContain(
      'oc auth can-i list gateways.gateway.networking.k8s.io --all-namespaces',
    );
  } finally {
    await sandbox.close();
  }
});
