import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import type { CheckResult } from '../../reports/verdict-schema.ts';
import type { World } from '../../sandbox/world.ts';
import { type RunningSandbox, runningSandbox } from './running-sandbox.ts';
import { temporaryFolder, verdictOf } from './verify.ts';

const NAMESPACE = 'openshift-monitoring';
const READER = 'maas-verify-reader';

let folder: string;
let sandbox: RunningSandbox;

/** No Route of the monitoring, so that a port-forward is the only way to it. */
function withoutRoutes({ objects }: World): void {
  for (const { metadata } of objects.all('Route', NAMESPACE))
    if (metadata.name !== 'grafana') objects.remove({ kind: 'Route', namespace: NAMESPACE, name: metadata.name });
}

beforeAll(async () => {
  folder = await temporaryFolder();
  sandbox = await runningSandbox(join(folder, 'sandbox'), { prepare: withoutRoutes });
});
afterAll(async () => {
  await sandbox.close();
  await rm(folder, { recursive: true, force: true });
});

/** What becomes of checks without --prometheus-url. */
async function judged(kubeconfig: string, ...checks: string[]): Promise<CheckResult[]> {
  const given = sandbox.flags.filter((_, at, all) => !/^--(prometheus-url|kubeconfig)$/.test(all[at - 1] ?? ''));
  const flags = given.filter((flag) => flag !== '--prometheus-url' && flag !== '--kubeconfig');
  const { verdict } = await verdictOf([
    ...flags,
    ...['--kubeconfig', kubeconfig],
    ...checks.flatMap((check) => ['--check', check]),
  ]);
  return verdict.checks;
}

/** The kubeconfig of somebody whom the administrator acts as. */
async function as(user: string): Promise<string> {
  const config = parse(await readFile(sandbox.ready.kubeconfig, 'utf8'));
  for (const entry of config.users) entry.user.as = user;
  const file = join(folder, 'reader.yaml');
  await writeFile(file, stringify(config), { mode: 0o600 });
  return file;
}

test('without a Route and a URL, Prometheus is asked by a port-forward to the querier’s pod', async () => {
  const [reachable, targets] = await judged(
    sandbox.ready.kubeconfig,
    'metrics.prometheus-reachable',
    'metrics.targets-up',
  );

  expect(reachable).toMatchObject({ id: 'metrics.prometheus-reachable', verdict: 'pass' });
  expect(reachable?.observed).toMatch(/a port-forward to pod openshift-monitoring\/thanos-querier-/);
  expect(targets).toMatchObject({ id: 'metrics.targets-up', verdict: 'pass' });
});

test('who may not forward ports is told which permission is missing', async () => {
  const [reachable] = await judged(await as(READER), 'metrics.prometheus-reachable');

  expect(reachable).toMatchObject({ verdict: 'inconclusive' });
  expect(reachable?.reason).toContain(`oc auth can-i get pods --subresource=portforward -n ${NAMESPACE}`);
});
