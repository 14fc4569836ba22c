import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Findings } from '../../diagnostics/findings/finding.ts';
import { Verdict } from '../../reports/verdict-schema.ts';
import type { InstallationName } from '../../sandbox/world.ts';
import { unpackedBundle } from './diagnosis/unpacked.ts';
import { maasVerify, temporaryFolder } from './verify.ts';

let base: string;
beforeAll(async () => {
  base = await temporaryFolder();
});
afterAll(() => rm(base, { recursive: true, force: true }));

async function diagnosed(name: string, words: string[]) {
  const archive = join(base, `${name}.tar.gz`);
  const ran = await maasVerify(['diagnose', ...words, '--out', archive], { folder: base });
  expect(ran.exitCode, ran.stderr).toBe(0);
  const { files } = await unpackedBundle(archive, join(base, name));
  const document = (path: string): unknown => JSON.parse(String(files.get(path) ?? 'null'));
  return { ...ran, archive, files, document };
}

/** What no condition and no log line says: it takes a check to see it. */
test.each<[string, InstallationName, string, string]>([
  ['FM-02', 'maas-0.0.2', 'kuadrant-misses-controller', 'operators'],
  ['FM-04', 'guide', 'connectivity-link-auth-bypass-version', 'operators'],
  ['FM-06', 'maas-0.0.2', 'gateway-class-blocked-by-mesh', 'operators'],
  ['FM-61', 'maas-0.0.2', 'limitador-replicas-in-memory', 'maas'],
])(
  'nobody has run a check, and %s is found: what was collected is judged',
  async (mode, installation, fault, phase) => {
    const { stdout, document } = await diagnosed(fault, [
      `--sandbox=${installation}`,
      '--fault',
      fault,
      '--phase',
      phase,
    ]);

    expect(stdout).toMatch(new RegExp(`^ {2}1\\. .*\\(${mode}\\) – certain$`, 'm'));
    const { findings } = Findings.parse(document('findings.json'));
    expect(findings[0]).toMatchObject({ failureMode: mode });
    expect(findings[0]?.evidence[0]?.where).toMatch(/^check /);
    const { checks, target, run } = Verdict.parse(document('verdict.json'));
    expect(new Set(checks.map(({ phase: own }) => own))).toEqual(new Set([phase]));
    expect(checks.filter(({ cause }) => cause?.failureMode === mode)).not.toEqual([]);
    expect([target.kind, target.layoutConfidence]).toEqual(['bundle', 'certain']);
    // The verdict names the archive, and no folder of this machine.
    expect(run.rerun).toContain(`--bundle=${fault}.tar.gz`);
    expect(JSON.stringify(checks)).not.toContain('/diagnosis/');
  },
);

test('of a phase whose checks ask the gateway nothing is judged, and nothing is said of it', async () => {
  const { stdout, files } = await diagnosed('limits', ['--sandbox', '--phase', 'limits']);

  expect(stdout).not.toMatch(/judged by its objects|not judged/);
  expect(files.has('verdict.json')).toBe(false);
});

test('two bundles are compared by how their checks ended, their causes and their objects', async () => {
  const healthy = await diagnosed('before', ['--sandbox=maas-0.0.2', '--phase', 'operators']);
  const broken = await diagnosed('after', [
    '--sandbox=maas-0.0.2',
    '--fault',
    'kuadrant-misses-controller',
    '--phase',
    'operators',
  ]);
  const compare = (...words: string[]) => maasVerify(['diagnose', 'compare', ...words], { folder: base });

  const { exitCode, stdout } = await compare(healthy.archive, broken.archive);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/worse: operators\.kuadrant-gateway-controllers {2}√ → ×/);
  expect(stdout).toMatch(/New likely causes:\n {2}.*\(FM-02\)/);
  expect(stdout).toMatch(/Changed:\n[\s\S]*Deployment kuadrant-system\/kuadrant-operator-controller-manager/);
  expect((await compare(healthy.archive, healthy.archive)).stdout).toContain('No difference.');
  const compared: unknown = JSON.parse((await compare(broken.archive, healthy.archive, '--json')).stdout);
  expect(compared).toMatchObject({
    checks: { checks: [{ id: 'operators.kuadrant-gateway-controllers', change: 'better' }] },
  });
});
