import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { KubeObject } from '../../sandbox/object.ts';
import { type LoadedCheck, loadChecks } from './in-process/checks.ts';
import { changesType, type Damage, damaged, damageTo, isInMap } from './in-process/damage.ts';
import type { Judged } from './in-process/judged.ts';
import { TRIED, type Trial, trial } from './in-process/trial.ts';

/** How many damages are tried in each installation; a long run by hand takes 10000 and more. */
const RUNS = Number(process.env['MAAS_VERIFY_FUZZ_RUNS'] ?? 800);
/** The seed of a run that is to be repeated. */
const SEED = Number(process.env['MAAS_VERIFY_FUZZ_SEED'] ?? Date.now() % 2 ** 31);
const HOUR_MS = 3_600_000;

let checks: LoadedCheck[];
beforeAll(async () => {
  checks = await loadChecks();
});

/** One damage to one object that a check reads: each kind of object alike, however many there are of it. */
function anyDamage({ objects }: Trial): fc.Arbitrary<{ object: KubeObject; damage: Damage }> {
  return fc
    .constantFrom(...objects.values())
    .chain((ofKind) => fc.constantFrom(...ofKind))
    .chain((object) => damageTo(object).map((damage) => ({ object, damage })));
}

async function judgeDamaged(of: Trial, check: LoadedCheck, object: KubeObject, damage: Damage): Promise<Judged> {
  of.cluster.replace(object, damaged(object, damage));
  try {
    return await of.judge(check);
  } finally {
    of.cluster.replace(undefined);
  }
}

const isPass = ({ verdict }: Judged): boolean => verdict === 'pass';

/**
 * What is wrong with a judgement of a damaged object. Nothing but a judgement may come of it. A value of a wrong type may be
 * taken for none, but must not be taken for a better one. A field that nobody knows changes nothing.
 */
async function complaint(
  of: Trial,
  check: LoadedCheck,
  object: KubeObject,
  damage: Damage,
): Promise<string | undefined> {
  const ended = await judgeDamaged(of, check, object, damage);
  if (ended.verdict === 'crash') return ended.text;
  if (isPass(ended) && changesType(object, damage)) {
    const without = await judgeDamaged(of, check, object, { ...damage, kind: 'missing' });
    if (!isPass(without)) return `passes, but not where the field is missing: ${without.text}`;
  }
  const before = of.healthy.get(check);
  // In a map of texts (labels) it is a value of a wrong type, and may make the object unreadable.
  const tolerated = [before?.verdict, 'inconclusive'];
  if (damage.kind === 'extra' && isInMap(object, damage) && !tolerated.includes(ended.verdict))
    return `an unknown field turns ${before?.verdict} into ${ended.verdict}: ${ended.text}`;
  return undefined;
}

test.each(TRIED)(
  'whatever a field of $installation holds, every check that reads it judges',
  async (tried) => {
    const of = await trial(checks, tried);
    console.info(`${tried.installation}: ${RUNS} damages of seed ${SEED}`);

    const crashes = [...of.healthy].filter(([, { verdict }]) => verdict === 'crash');
    expect(crashes.map(([{ declaration }, { text }]) => `${declaration.id}: ${text}`)).toEqual([]);

    const complaints = new Map<string, string>();
    for (const { object, damage } of fc.sample(anyDamage(of), { numRuns: RUNS, seed: SEED })) {
      for (const check of of.readersOf(object)) {
        const said = await complaint(of, check, object, damage);
        const { namespace, name } = object.metadata;
        const where = `${object.kind} ${namespace ?? ''}/${name} at ${damage.path.join('.')}: ${damage.kind}`;
        if (said !== undefined) complaints.set(`${check.declaration.id}: ${where}`, said.slice(0, 600));
      }
    }

    expect(Object.fromEntries(complaints)).toEqual({});
  },
  HOUR_MS,
);
