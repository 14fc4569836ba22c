import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CheckResult, Verdict } from '../../reports/verdict-schema.ts';
import { startSandbox } from '../../sandbox/sandbox.ts';
import type { InstallationName } from '../../sandbox/world.ts';
import { unpackedBundle } from './diagnosis/unpacked.ts';
import { maasVerify, temporaryFolder, verdictOf } from './verify.ts';

/** What reads the cluster: the phases that a bundle can tell of. */
const PHASES = ['prerequisites', 'operators', 'service-mesh', 'knative', 'kserve', 'maas', 'models'].flatMap(
  (phase) => ['--phase', phase],
);
/** Said by a check that asks for more than objects: the caller's rights, the server's answer, a gateway. */
const BEYOND_OBJECTS = /\ba bundle\b.*(--kubeconfig|--gateway-url|no API to reach)/;

let base: string;
beforeAll(async () => {
  base = await temporaryFolder();
});
afterAll(() => rm(base, { recursive: true, force: true }));

const told = ({ id, verdict, observed, reason }: CheckResult): object => ({ id, verdict, observed, reason });

test.each<[InstallationName, string[]]>([
  ['guide', []],
  ['maas-0.0.2', []],
  ['guide', ['install-plan-unapproved', 'tier-mapping-missing', 'model-bad-argument']],
  ['maas-0.0.2', ['gateway-class-not-accepted', 'kserve-crd-missing', 'limitador-out-of-memory']],
])('%s with faults %j: what was collected for diagnosis is judged as the cluster is', async (installation, faults) => {
  const folder = join(base, `${installation}-${faults.length}`);
  const sandbox = await startSandbox({ installation, realWindows: false, faults, folder: join(folder, 'sandbox') });
  try {
    const archive = join(folder, 'bundle.tar.gz');
    const live = await verdictOf(['--kubeconfig', sandbox.ready.kubeconfig, ...PHASES]);
    const collected = await maasVerify(['diagnose', '--kubeconfig', sandbox.ready.kubeconfig, '--out', archive], {
      folder: base,
    });
    expect(collected.exitCode, collected.stderr).toBe(0);
    const bundle = await verdictOf(['--bundle', archive, ...PHASES]);

    const unknown = bundle.verdict.checks.filter(({ reason }) => BEYOND_OBJECTS.test(reason ?? '')).map(({ id }) => id);
    const known = ({ id }: CheckResult): boolean => !unknown.includes(id);
    expect(bundle.verdict.checks.filter(known).map(told)).toEqual(live.verdict.checks.filter(known).map(told));
    // What the bundle was judged by before it was packed is what whoever gets it sees.
    const { files } = await unpackedBundle(archive, join(folder, 'unpacked'));
    const own = new Map(
      Verdict.parse(JSON.parse(String(files.get('verdict.json')))).checks.map((one) => [one.id, one]),
    );
    const shared = bundle.verdict.checks.filter((check) => known(check) && own.has(check.id));
    expect(shared.map((check) => own.get(check.id)).map((check) => check && told(check))).toEqual(shared.map(told));
    expect(shared.length).toBeGreaterThan(bundle.verdict.checks.length / 2);
    // All else is told by objects alone: what only the cluster, its callers or the installing machine know is a small part.
    expect(unknown.length).toBeLessThan(live.verdict.checks.length / 8);
    expect(bundle.verdict.target).toMatchObject({ kind: 'bundle', layout: live.verdict.target.layout });
    const failed = bundle.verdict.checks.filter(
      ({ verdict, expected }) => verdict === 'fail' && expected === undefined,
    );
    expect(failed.length > 0).toBe(faults.length > 0);
  } finally {
    await sandbox.close();
  }
});
