import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { Fault } from '../../sandbox/fault.ts';
import { allFaults } from '../../sandbox/faults.ts';
import { catalogue } from '../../sandbox/kube/catalogue.ts';
import { refOf } from '../../sandbox/kube/object-store.ts';
import type { KubeObject } from '../../sandbox/object.ts';
import { healthyWorld } from '../../sandbox/sandbox.ts';
import type { World } from '../../sandbox/world.ts';
import { type LoadedCheck, loadChecks } from './in-process/checks.ts';
import { type Path, pathsOf, replacedAt, valueAt } from './in-process/damage.ts';
import { judged } from './in-process/judged.ts';
import { memoryCluster } from './in-process/memory-cluster.ts';
import { layoutOf, TRIED } from './in-process/trial.ts';

/** How many faults are tried in each installation, as fuzz.test.ts says of its damages. */
const RUNS = Math.ceil(Number(process.env['MAAS_VERIFY_FUZZ_RUNS'] ?? 800) / 25);
const SEED = Number(process.env['MAAS_VERIFY_FUZZ_SEED'] ?? Date.now() % 2 ** 31);
const HOUR_MS = 3_600_000;

let checks: LoadedCheck[];
let faults: Fault[];
beforeAll(async () => {
  checks = await loadChecks();
  faults = await allFaults();
});

/** Set by the API server; and who manages a field, which only explains. */
const NOT_OF_THE_FAULT = ['resourceVersion', 'uid', 'creationTimestamp', 'managedFields'];

/** The single values by which an object differs from the healthy one. */
function differences(object: KubeObject, before: KubeObject): Path[] {
  return pathsOf(object).filter((path) => {
    const value = valueAt(object, path);
    const isOwn = !(path[0] === 'metadata' && NOT_OF_THE_FAULT.includes(String(path[1])));
    return isOwn && !(value instanceof Object) && !isDeepStrictEqual(value, valueAt(before, path));
  });
}

/** Every value that makes a fault, where the object was there before. Secrets are read for their certificate alone. */
function madeBy(faulty: World, healthy: World): { object: KubeObject; path: Path }[] {
  const objects = catalogue(faulty.objects)
    .types()
    .flatMap(({ group, kind }) => faulty.objects.allOf(group, kind));
  return [...new Set(objects)].flatMap((object) => {
    const before = object.kind === 'Secret' ? undefined : healthy.objects.find(refOf(object));
    return before === undefined ? [] : differences(object, before).map((path) => ({ object, path }));
  });
}

/** The same value in another type: text of a number or flag, a list of a text. */
const inAnotherType = (value: unknown): unknown => (typeof value === 'string' ? [value] : String(value));

test.each(TRIED)(
  'a fault of $installation does not vanish where its value is of another type',
  async ({ installation, layoutName }) => {
    const layout = layoutOf(layoutName);
    const healthy = await healthyWorld({ installation, realWindows: false });
    const own = faults.filter(({ installations = [installation] }) => installations.includes(installation));
    console.info(`${installation}: ${RUNS} faults of seed ${SEED}`);

    const vanished: string[] = [];
    for (const fault of fc.sample(fc.constantFrom(...own), { numRuns: RUNS, seed: SEED })) {
      const world = await healthyWorld({ installation, realWindows: false });
      await fault.apply(world);
      const cluster = memoryCluster(world);
      const noticing = checks.filter(({ declaration }) => fault.noticedBy.includes(declaration.id));
      for (const check of noticing) {
        if ((await judged(check, { cluster, layout, world })).verdict !== 'fail') continue;
        for (const { object, path } of madeBy(world, healthy)) {
          cluster.replace(object, replacedAt(object, path, inAnotherType(valueAt(object, path))));
          const { verdict } = await judged(check, { cluster, layout, world });
          cluster.replace(undefined);
          if (verdict !== 'fail' && verdict !== 'inconclusive')
            vanished.push(`${fault.name}, ${check.declaration.id}: ${object.kind} ${path.join('.')} (${verdict})`);
        }
      }
    }

    expect(vanished).toEqual([]);
  },
  HOUR_MS,
);
