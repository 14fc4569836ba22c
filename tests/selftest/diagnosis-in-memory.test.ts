import { beforeAll, expect, test } from 'vitest';
import { analyze } from '../../diagnostics/analyzers/analyze.ts';
import { causeOf } from '../../diagnostics/analyzers/explaining.ts';
import { Finding } from '../../diagnostics/findings/finding.ts';
import type { Layout } from '../../layouts/layout.ts';
import type { Cluster } from '../../platform/cluster/cluster.ts';
import type { CheckResult } from '../../reports/verdict-schema.ts';
import type { Fault } from '../../sandbox/fault.ts';
import { healthyWorld } from '../../sandbox/sandbox.ts';
import type { InstallationName, World } from '../../sandbox/world.ts';
import { type LoadedCheck, loadChecks } from './in-process/checks.ts';
import { judged } from './in-process/judged.ts';
import { memoryCluster } from './in-process/memory-cluster.ts';
import { layoutOf, TRIED, type Trial, trials } from './in-process/trial.ts';
import { triedInMemory } from './matrix/in-memory.ts';
import { faults as allFaults } from './matrix/inventory.ts';
import { modesOf } from './matrix/named-causes.ts';

const MINUTES = 60_000;
/** A cause that stands further down is not found at three in the morning. */
const FIRST = 3;
/** Of all faults with a failure mode so many must be named right. */
const WANTED = 0.95;

let checks: LoadedCheck[];
let faults: Fault[];
let healthy: ReadonlyMap<InstallationName, Trial>;
beforeAll(async () => {
  checks = await loadChecks();
  faults = await allFaults();
  healthy = await trials(checks);
});

/** A result as the verdict has it; what no analyzer reads is left empty. */
const resultOf = (id: string, observed: string): CheckResult => ({
  id,
  phase: '',
  title: '',
  requirement: '',
  level: 'must',
  verdict: 'fail',
  observed,
  remedy: '',
  guide: '',
  durationMs: 0,
  evidence: [],
});

/** What fails by the fault: what fails in the healthy installation too is this machine's, or a known defect. */
async function failures(world: World, { layout, healthy: before }: Trial): Promise<CheckResult[]> {
  const cluster = memoryCluster(world);
  const results: CheckResult[] = [];
  for (const check of checks.filter((one) => before.get(one)?.verdict !== 'fail')) {
    const { verdict, text } = await judged(check, { cluster, layout, world });
    if (verdict === 'fail') results.push(resultOf(check.declaration.id, text));
  }
  return results;
}

test.each(TRIED)(
  'the cause of a fault of $installation is among the first three findings',
  async ({ installation }) => {
    const trial = healthy.get(installation);
    if (trial === undefined) throw new Error(`${installation} was not judged while healthy`);
    const isInMemory = triedInMemory(healthy);
    const tried = faults.filter((fault) => isInMemory(fault, installation) && modesOf(fault).length > 0);
    const missed: string[] = [];
    const wrong: string[] = [];
    let named = 0;
    for (const fault of tried) {
      const world = await healthyWorld({ installation, realWindows: false });
      await fault.apply(world);
      const verdict = { checks: await failures(world, trial) };
      const findings = await analyze({ cluster: memoryCluster(world), layout: trial.layout, verdict });
      for (const finding of findings) Finding.parse(finding);
      const first = findings.slice(0, FIRST).map(({ failureMode }) => failureMode);
      if (!modesOf(fault).some((mode) => first.includes(mode))) missed.push(`${fault.name}: ${first.join(', ')}`);
      // What stands beside a failed check in a report has nothing beside it that would put it right.
      const beside = fault.noticedBy
        .map((check) => causeOf(findings, check)?.failureMode)
        .filter((mode) => mode !== undefined);
      if (beside.length > 0) named += 1;
      wrong.push(...beside.filter((mode) => !modesOf(fault).includes(mode)).map((mode) => `${fault.name}: ${mode}`));
    }

    expect(tried.length).toBeGreaterThan(faults.length / 15);
    expect(missed.length / tried.length, missed.join('; ')).toBeLessThanOrEqual(1 - WANTED);
    expect(wrong).toEqual([]);
    expect(named / tried.length).toBeGreaterThanOrEqual(WANTED);
  },
  3 * MINUTES,
);

test.each([
  ['guide', 'guide'],
  ['maas-0.0.2', 'maas-0.0.2-odh'],
  ['guide-gpu', 'guide'],
  ['maas-0.0.2-gpu', 'maas-0.0.2-odh'],
] as const)('a healthy %s has no finding', async (installation, layout) => {
  const world = await healthyWorld({ installation, realWindows: false });

  expect(await analyze({ cluster: memoryCluster(world), layout: layoutOf(layout) })).toEqual([]);
});

const LAYOUTS: Layout[] = TRIED.map(({ layoutName }) => layoutOf(layoutName));

test.each(LAYOUTS)('nothing is found without evidence: of $name', async (layout) => {
  const world = await healthyWorld({ installation: 'guide', realWindows: false });
  const forbidding = memoryCluster(world, () => false);
  const nothing = async (): Promise<{ kind: 'type-missing' }> => ({ kind: 'type-missing' });
  const empty: Cluster = { ...memoryCluster(world), list: nothing, get: nothing };

  expect(await analyze({ cluster: forbidding, layout })).toEqual([]);
  expect(await analyze({ cluster: empty, layout })).toEqual([]);
});

/** What objects alone show: nobody has run a check. */
test.each([
  ['kuadrant-before-istio', 'FM-01'],
  ['load-balancer-pending', 'FM-07'],
  ['listener-certificate-unresolved', 'FM-08'],
  ['two-operator-groups', 'FM-26'],
  ['install-plan-unapproved', 'FM-26'],
  ['auth-policy-overridden', 'FM-39'],
  ['rate-limit-policy-overridden', 'FM-58'],
  ['model-download-fails', 'FM-47'],
  ['model-bad-argument', 'FM-46'],
])('a cluster with %s shows %s without a verdict', async (name, mode) => {
  const fault = faults.find((one) => one.name === name);
  if (fault === undefined) throw new Error(`no fault is named ${name}`);
  const world = await healthyWorld({ installation: 'maas-0.0.2', realWindows: false });
  await fault.apply(world);

  const findings = await analyze({ cluster: memoryCluster(world), layout: layoutOf('maas-0.0.2-odh') });

  expect(findings.slice(0, FIRST).map(({ failureMode }) => failureMode)).toContain(mode);
});
