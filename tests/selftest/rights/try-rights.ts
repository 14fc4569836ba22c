import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { refusedReads } from '../../../cli/target/missing-permissions.ts';
import { PHASES } from '../../../layouts/phases.ts';
import type { Verdict } from '../../../reports/verdict-schema.ts';
import type { InstallationName } from '../../../sandbox/world.ts';
import { temporaryFolder, verdictOf } from '../verify.ts';
import { grantOf } from './grants.ts';
import { ABOUT_THE_CALLER, PROFILES } from './profiles.ts';
import { type RunningRights, runningRights } from './running-rights.ts';

const CLUSTER_PHASES = PHASES.filter(({ folder }) => /^0[1-7]-/.test(folder)).flatMap(({ name }) => ['--phase', name]);
type Check = Verdict['checks'][number];

/** Callers with these rights verify an installation; in memory, every profile is tried in both. */
export function tryRights(installation: InstallationName, names: readonly string[]): void {
  let folder: string;
  let sandbox: RunningRights;
  let wanted: Map<string, Check>;

  const runAs = (kubeconfig: string, which: readonly string[] = CLUSTER_PHASES) =>
    verdictOf([...sandbox.flags, '--kubeconfig', kubeconfig, '--layout', installation, ...which]);
  beforeAll(async () => {
    folder = await temporaryFolder();
    sandbox = await runningRights(join(folder, 'sandbox'), installation);
    const { verdict } = await runAs(sandbox.administrator);
    wanted = new Map(verdict.checks.map((check) => [check.id, check]));
  });
  afterAll(async () => {
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Checks that ended otherwise than the administrator's, and not as untested for a right that is named. */
  const unlike = ({ checks }: Verdict): string[] =>
    checks
      .filter(({ id, verdict }) => verdict !== wanted.get(id)?.verdict && !ABOUT_THE_CALLER.includes(id))
      .filter(({ verdict, reason }) => verdict !== 'inconclusive' || refusedReads([reason ?? '']).length === 0)
      .map(
        ({ id, verdict, observed, reason }) =>
          `${id}: ${wanted.get(id)?.verdict} became ${verdict}: ${reason ?? observed}`,
      );
  const stopped = ({ checks }: Verdict): string[] =>
    checks
      .filter(({ verdict, reason }) => verdict === 'inconclusive' && refusedReads([reason ?? '']).length > 0)
      .map(({ id }) => id);

  test('the administrator lacks nothing', () => {
    expect([...wanted.values()].filter(({ reason }) => refusedReads([reason ?? '']).length > 0)).toEqual([]);
    expect([...wanted.values()].filter(({ verdict }) => verdict === 'pass').length).toBeGreaterThan(60);
  });

  test.each(PROFILES.filter(({ name }) => names.some((one) => one === name)))(
    '$name: no false verdict, and what is listed is what must be granted',
    async ({ name, grants }) => {
      const account = name.replaceAll(' ', '-');
      const kubeconfig = await sandbox.caller(account, grants);

      const before = await runAs(kubeconfig);
      expect(unlike(before.verdict)).toEqual([]);
      const { missing } = before.verdict.target.permissions;
      expect(missing.filter((line) => !before.stdout.includes(line))).toEqual([]);
      if (name === 'reader') {
        // What its file says that it leaves out; the TLS Secret and the pull secret are named.
        expect(missing.filter((line) => !/ get secrets\/| create \S+\.serving\.kserve\.io /.test(line))).toEqual([]);
      }

      await sandbox.grant(account, missing.map(grantOf));
      const again = stopped(before.verdict);
      if (again.length === 0) return;
      const after = await runAs(
        kubeconfig,
        again.flatMap((id) => ['--check', id]),
      );
      expect(unlike(after.verdict)).toEqual([]);
      // A Secret that a Gateway names can be asked for when the Gateway is read.
      const later = after.verdict.target.permissions.missing;
      expect(later.filter((line) => !line.includes(' get secrets/'))).toEqual([]);
      expect(stopped(after.verdict).filter((id) => id !== 'maas.certificate')).toEqual([]);
    },
  );

  test('a reader who may not even ask what he may do is judged, and told so', async () => {
    const { grants } = PROFILES.find(({ name }) => name === 'reader') ?? { grants: [] };
    const kubeconfig = await sandbox.caller('without-reviews', grants);
    await sandbox.withoutReviews();

    const { verdict, exitCode } = await runAs(kubeconfig);

    expect(unlike(verdict)).toEqual([]);
    expect(verdict.checks.filter((check) => check.verdict === 'pass').length).toBeGreaterThan(60);
    expect(verdict.target.permissions.missing).toContain(
      'oc auth can-i create selfsubjectreviews.authentication.k8s.io --all-namespaces',
    );
    expect(exitCode).toBe(3);
  });
}
