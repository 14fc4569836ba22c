import { beforeAll, expect, test } from 'vitest';
import { measuredReads } from '../../cli/measured-reads.ts';
import { missingPermissions, refusedReads } from '../../cli/target/missing-permissions.ts';
import type { Permission } from '../../platform/cluster/cluster.ts';
import { canI } from '../../platform/cluster/permission-text.ts';
import { objectStore } from '../../sandbox/kube/object-store.ts';
import { authorize } from '../../sandbox/kube/rbac.ts';
import { type LoadedCheck, loadChecks } from './in-process/checks.ts';
import type { Judged } from './in-process/judged.ts';
import { type MemoryCluster, memoryCluster } from './in-process/memory-cluster.ts';
import { TRIED, type Trial, trial } from './in-process/trial.ts';
import { type Grant, grantOf, objectsOf } from './rights/grants.ts';
import { ABOUT_THE_CALLER, PROFILES, READER, readerWithout } from './rights/profiles.ts';

const CALLER = { kind: 'User', name: 'ann' } as const;

let checks: LoadedCheck[];
let trials: Trial[];
beforeAll(async () => {
  checks = await loadChecks();
  trials = [];
  for (const tried of TRIED) trials.push(await trial(checks, tried));
});

/** The installation as somebody sees it who has these grants. */
function seenWith({ world }: Trial, grants: readonly Grant[]): MemoryCluster {
  // In a store of their own: roles and bindings are subjects of checks too.
  const rbac = objectStore(grants.flatMap((grant, index) => objectsOf(`grant-${index}`, grant, CALLER)));
  const caller = { username: CALLER.name, groups: ['system:authenticated'] };
  return memoryCluster(world, (asked) => authorize(rbac, caller, asked).allowed);
}

interface Run {
  verdicts: Map<LoadedCheck, Judged>;
  missing: string[];
}

async function runWith(of: Trial, grants: readonly Grant[], some: readonly LoadedCheck[] = checks): Promise<Run> {
  const cluster = seenWith(of, grants);
  const verdicts = new Map<LoadedCheck, Judged>();
  for (const check of some) verdicts.set(check, await of.judge(check, cluster));
  const said = [...verdicts].map(([{ declaration }, { text }]) => ({ id: declaration.id, text }));
  return { verdicts, missing: await missingPermissions(cluster, said, measuredReads()[of.layout.name] ?? {}) };
}

/** Where a run judges otherwise than the administrator's: the only way is to be untested, for a right that is named. */
function unlike(of: Trial, { verdicts }: Run): string[] {
  return [...verdicts].flatMap(([check, { verdict, text }]) => {
    const { id } = check.declaration;
    const wanted = of.healthy.get(check)?.verdict;
    if (verdict === wanted || ABOUT_THE_CALLER.includes(id)) return [];
    if (verdict === 'inconclusive' && refusedReads([text]).length > 0) return [];
    return [`${id}: ${wanted} became ${verdict}: ${text}`];
  });
}

/** Everything that an administrator's run asks, and its questions by creations that store nothing. */
function askedBy({ reads, layout }: Trial): ReadonlySet<string> {
  const measured = Object.values(measuredReads()[layout.name] ?? {}).flat();
  const questions: Permission[] = [
    { verb: 'create', group: 'image.openshift.io', resource: 'imagestreamimports', namespace: 'default' },
    {
      verb: 'create',
      group: 'serving.kserve.io',
      resource: `${layout.modelKind.toLowerCase()}s`,
      namespace: 'default',
    },
  ];
  return new Set([...[...reads.values()].flat(), ...measured, ...questions].map(canI));
}

/** Checks that a missing right keeps from being tested. */
const stopped = ({ verdicts }: Run): string[] =>
  [...verdicts].flatMap(([{ declaration }, { verdict, text }]) =>
    verdict === 'inconclusive' && refusedReads([text]).length > 0 ? [`${declaration.id}: ${text}`] : [],
  );

const CASES = TRIED.flatMap(({ installation }, index) =>
  PROFILES.map(({ name, grants }) => ({ installation, index, name, grants })),
);

test.each(CASES)(
  '$name in $installation: no false verdict, and the list is what an administrator must grant',
  async ({ index, grants }) => {
    const of = trials[index];
    if (of === undefined) throw new RangeError('no such trial');
    const first = await runWith(of, grants);
    expect(unlike(of, first)).toEqual([]);

    // Nothing is asked for that a run with every right would not have asked.
    expect(first.missing.filter((line) => !askedBy(of).has(line))).toEqual([]);

    const second = await runWith(of, [...grants, ...first.missing.map(grantOf)]);
    expect(unlike(of, second)).toEqual([]);
    // What can be named only when the rest is read.
    expect(second.missing.filter((line) => !/ secrets\//.test(line))).toEqual([]);
    const third = await runWith(of, [...grants, ...[...first.missing, ...second.missing].map(grantOf)]);
    expect(stopped(third)).toEqual([]);
    expect(unlike(of, third)).toEqual([]);
  },
);

test.each([0, 1])('each right of the reader, taken away, is the one that is missed: installation %i', async (index) => {
  const of = trials[index];
  if (of === undefined) throw new RangeError('no such trial');
  const asked = [...of.reads].flatMap(([check, reads]) => reads.map((read) => ({ check, read })));
  const kinds = Map.groupBy(
    asked.filter(({ read }) => read.resource !== 'secrets'),
    ({ read: { verb, group, resource } }) => `${verb} ${resource}.${group}`,
  );
  for (const [kind, readers] of kinds) {
    const [first] = readers;
    if (first === undefined) continue;
    const { verb, group, resource } = first.read;
    const some = [...new Set(readers.map(({ check }) => check))];
    const run = await runWith(of, readerWithout(group, resource, verb), some);

    expect(unlike(of, run), kind).toEqual([]);
    expect(
      run.missing
        .filter((line) => !/ secrets\/| create /.test(line))
        .every((line) => line.includes(` ${verb} ${resource}`)),
      `${kind}: ${run.missing}`,
    ).toBe(true);
  }
  expect(kinds.size).toBeGreaterThan(40);
  expect(READER.length).toBeGreaterThan(0);
});
