import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PHASES } from '../../layouts/phases.ts';
import { kubeconfigOf, type RunningSandbox, runningSandbox } from './running-sandbox.ts';
import { temporaryFolder, verdictOf } from './verify.ts';

const NOWHERE = 'https://127.0.0.1:1';
const CLUSTER_PREFIXES = ['prereq', 'operators', 'mesh', 'knative', 'kserve', 'maas', 'models'];
const phases = (...names: string[]): string[] => names.flatMap((name) => ['--phase', name]);
/** All but the limits: where the policies cannot be read, they wait for the layout's real windows. */
const QUICK = phases(...PHASES.map((phase) => phase.name).filter((name) => name !== 'limits'));
let folder: string;
let sandbox: RunningSandbox;
let unreachable: string;

/** They ask no cluster: the tools of this machine, and a list that the gateway gives. */
const NOT_OF_CLUSTER = ['prereq.cli-tools', 'maas.certificate-renewal', 'models.listed', 'models.route-shape'];

const prefixOf = (check: { id: string }): string => check.id.split('.')[0] ?? '';

beforeAll(async () => {
  folder = await temporaryFolder();
  sandbox = await runningSandbox(join(folder, 'sandbox'));
  unreachable = await kubeconfigOf(join(folder, 'unreachable'), NOWHERE);
});
afterAll(async () => {
  await sandbox.close();
  await rm(folder, { recursive: true, force: true });
});

const without = (flag: string): string[] => {
  const at = sandbox.flags.indexOf(flag);
  return [...sandbox.flags.slice(0, at), ...sandbox.flags.slice(at + 2)];
};

test('with the gateway down, the cluster is judged and the gateway is untested', async () => {
  const { verdict } = await verdictOf([...without('--gateway-url'), '--gateway-url', NOWHERE, '--allow-changes']);

  const cluster = verdict.checks.filter((check) => ['prereq', 'operators', 'kserve'].includes(prefixOf(check)));
  const gateway = verdict.checks.filter((check) => ['auth', 'limits', 'inference'].includes(prefixOf(check)));
  expect(cluster.filter((check) => check.verdict === 'fail' || check.verdict === 'inconclusive')).toEqual([]);
  expect(cluster.filter((check) => check.verdict === 'pass').length).toBeGreaterThanOrEqual(20);
  expect(gateway.filter((check) => check.verdict === 'pass' || check.verdict === 'fail')).toEqual([]);
  expect(verdict.exitCode).toBe(3);
});

test('with the API down, the gateway is judged and the cluster is untested', async () => {
  const { verdict } = await verdictOf([...without('--kubeconfig'), '--layout', 'guide', '--allow-changes', ...QUICK], {
    KUBECONFIG: unreachable,
  });

  const ofCluster = verdict.checks.filter((check) => CLUSTER_PREFIXES.includes(prefixOf(check)));
  const judged = ofCluster.filter((check) => check.verdict === 'pass' || check.verdict === 'fail');
  expect(judged.map((check) => check.id).filter((id) => !NOT_OF_CLUSTER.includes(id))).toEqual([]);
  const passed = verdict.checks.filter((check) => check.id.startsWith('auth.') && check.verdict === 'pass');
  expect(passed.length).toBeGreaterThanOrEqual(8);
  expect(verdict.checks.filter((check) => check.verdict === 'fail')).toEqual([]);
  expect(verdict.exitCode).toBe(3);
});

test('with nothing reachable, everything is untested, quickly and in one line', async () => {
  const ran = await verdictOf([], { KUBECONFIG: unreachable });

  expect(ran.verdict.checks.filter((check) => check.verdict !== 'inconclusive')).toEqual([]);
  expect(ran.exitCode).toBe(3);
});

test('a caller without rights gets inconclusive with the missing permission, never a verdict', async () => {
  const { verdict } = await verdictOf([
    ...sandbox.flags,
    '--context',
    'sandbox-nobody',
    '--layout',
    'guide',
    '--allow-changes',
    ...QUICK,
  ]);

  const reads = verdict.checks.filter((check) => CLUSTER_PREFIXES.includes(prefixOf(check)));
  const judged = reads.filter(
    (check) =>
      check.verdict === 'fail' ||
      (check.verdict === 'pass' && !['prereq.api-reachable', ...NOT_OF_CLUSTER].includes(check.id)),
  );
  expect(judged.map((check) => `${check.id}: ${check.verdict} ${check.observed}`)).toEqual([]);
  const unexplained = reads.filter(
    (check) => check.verdict === 'inconclusive' && !/oc auth can-i \S+ \S+/.test(check.reason ?? ''),
  );
  expect(unexplained.map((check) => `${check.id}: ${check.reason}`)).toEqual([]);
  expect(verdict.target.permissions.missing.length).toBeGreaterThanOrEqual(10);
  expect(verdict.exitCode).toBe(3);
});

test('a caller with the read-only role verifies the whole cluster', async () => {
  const { verdict } = await verdictOf([...sandbox.flags, '--context', 'sandbox-reader', '--allow-changes']);

  const wrong = verdict.checks.filter((check) => check.verdict === 'fail' || check.verdict === 'inconclusive');
  // The installer's own rights cannot be judged as somebody else, nor may a reader make a claim or an account, or stop anything.
  const more = [
    'prereq.cluster-admin',
    'prereq.operator-install-rights',
    'prereq.volume-binds',
    'kserve.accepts-objects',
    'auth.foreign-service-account',
    'limits.limiter-down',
    'limits.survive-restart',
    'limits.tier-lookup-fails-safe',
  ];
  expect(wrong.filter((check) => check.verdict === 'fail')).toEqual([]);
  expect(wrong.map((check) => check.id).filter((id) => !more.includes(id))).toEqual([]);
});
