import { setTimeout as delay } from 'node:timers/promises';
import { LIMIT_SCENARIOS } from '../../../fixtures/limit-scenarios.ts';
import type { Played } from '../../../fixtures/scenarios/played.ts';
import type { Scenario } from '../../../fixtures/scenarios/scenario.ts';
import { judgeBurst } from '../../../load/limiter-accuracy/burst.ts';
import type { Observation } from '../../../load/limiter-accuracy/observation.ts';
import { clopperPearson } from '../../../load/limiter-accuracy/proportion.ts';
import type { Fault } from '../../../sandbox/fault.ts';
import { faultNames, loadFault } from '../../../sandbox/faults.ts';
import { fixedWindows } from '../../../sandbox/limiter/fixed-window.ts';
import { healthyWorld } from '../../../sandbox/sandbox.ts';
import type { InstallationName } from '../../../sandbox/world.ts';
import { layoutOf } from '../../selftest/in-process/trial.ts';
import { chance } from '../limiter/chance.ts';
import { play, type Setting } from '../limiter/play.ts';
import { inVirtualTime } from '../limiter/virtual-time.ts';
import type { Benchmark, Budget, Report } from './benchmark.ts';

/** Plays of each fault and of each healthy scenario. */
const RUNS = 100;
/** The most milliseconds that one direction between client and limiter takes. */
const JITTER_MS = 50;
/** Of so many plays of a fault one may be missed, and of a healthy limiter one may be inconclusive. */
const MISSES = 1;

/** The checks that judge how the limiter counts. The others judge refusals, the model or the API, which are not simulated. */
const COUNTING = [
  'limits.requests-exact',
  'limits.reset',
  'limits.monotonic',
  'limits.per-user',
  'limits.per-tier',
  'limits.concurrent-burst',
  'limits.tokens-exact',
  'limits.tokens-stream',
  'limits.tokens-concurrent',
  'limits.both-apply',
];

const LAYOUT: Record<InstallationName, string> = { guide: 'guide', 'maas-0.0.2': 'maas-0.0.2-odh' };

const scenarioOf = (id: string): Scenario => {
  const found = LIMIT_SCENARIOS.find((scenario) => scenario.id === id);
  if (found === undefined) throw new RangeError(`no scenario is called ${id}`);
  return found;
};

type Kind = Played['end']['kind'];

/** Plays a scenario again and again; answers how often it ended in which way. */
async function ends(scenario: Scenario, setting: Omit<Setting, 'seed'>): Promise<{ of(kind: Kind): number }> {
  const kinds: Kind[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const { end } = await play(scenario, { ...setting, seed: `${scenario.id} ${run}` });
    kinds.push(end.kind);
  }
  return { of: (kind) => kinds.filter((one) => one === kind).length };
}

async function settingOf(installation: InstallationName, realWindows: boolean): Promise<Omit<Setting, 'seed'>> {
  const world = await healthyWorld({ installation, realWindows });
  return { world, layout: layoutOf(LAYOUT[installation]), jitterMs: JITTER_MS };
}

/** The planted faults of the limiter: those that a check of counting names. */
async function limiterFaults(): Promise<Fault[]> {
  const all = await Promise.all(faultNames().map(loadFault));
  return all.filter(({ noticedBy }) => noticedBy.some((id) => COUNTING.includes(id)));
}

/** `97.0 %`. */
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
const caughtText = (caught: number): string => `${caught} (at least ${percent(clopperPearson(caught, RUNS).from)})`;

interface Part {
  rows: string[][];
  budgets: Budget[];
}

async function detected(fault: Fault): Promise<Part> {
  const [installation = 'maas-0.0.2'] = fault.installations?.toReversed() ?? ['maas-0.0.2' as const];
  const setting = await settingOf(installation, false);
  await fault.apply(setting.world);
  const part: Part = { rows: [], budgets: [] };
  for (const id of fault.noticedBy.filter((one) => COUNTING.includes(one))) {
    const end = await ends(scenarioOf(id), setting);
    const caught = end.of('violated');
    part.rows.push([fault.name, id, caughtText(caught), String(end.of('inconclusive')), String(end.of('passed'))]);
    part.budgets.push({
      what: `${fault.name} missed by ${id}`,
      measured: RUNS - caught,
      most: MISSES,
      unit: `of ${RUNS}`,
    });
  }
  return part;
}

async function healthy(installation: InstallationName, realWindows: boolean): Promise<Part> {
  const setting = await settingOf(installation, realWindows);
  const name = `healthy ${installation}${realWindows ? ', real windows' : ''}`;
  const rows: string[][] = [];
  let wrong = 0;
  let mostInconclusive = 0;
  for (const id of COUNTING) {
    const end = await ends(scenarioOf(id), setting);
    // Not every installation limits tokens.
    if (end.of('not-applicable') === RUNS) continue;
    const [passed, inconclusive] = [end.of('passed'), end.of('inconclusive')];
    rows.push([name, id, String(end.of('violated')), String(inconclusive), String(passed)]);
    wrong += RUNS - passed - inconclusive;
    mostInconclusive = Math.max(mostInconclusive, inconclusive);
  }
  return {
    rows,
    budgets: [
      { what: `${name}: false alarms`, measured: wrong, most: 0, unit: `of ${rows.length * RUNS}` },
      { what: `${name}: inconclusive, of any check`, measured: mostInconclusive, most: MISSES, unit: `of ${RUNS}` },
    ],
  };
}

/** A burst of `count` requests at a limiter that looks first and counts `gapMs` later. */
async function racyBurst(limit: number, count: number, gapMs: number, seed: string): Promise<Observation[]> {
  const draw = chance(seed);
  return inVirtualTime(async () => {
    const windows = fixedWindows(() => performance.now());
    const counter = { key: 'one', limit, windowMs: 6_000 };
    const request = async (): Promise<Observation> => {
      const sentAt = performance.now();
      await delay(draw() * JITTER_MS);
      const full = windows.check([counter], 1) !== undefined;
      if (!full) {
        await delay(gapMs);
        windows.report([counter], 1);
      }
      await delay(draw() * JITTER_MS);
      const seen = { sentAt, answeredAt: performance.now() };
      return full ? { ...seen, outcome: 'refused', status: 429 } : { ...seen, outcome: 'admitted', status: 200 };
    };
    return Promise.all(Array.from({ length: count }, request));
  }, 0);
}

const BURST = { limit: 5, count: 17 };
const BURSTS = 1_000;

/**
 * The chance that one burst shows a race of `gapMs`. The first request too many is admitted where it comes within the gap
 * after the last one that has room: two neighbours among `count` instants that are spread evenly over the jitter lie
 * further apart than the gap with probability (1 − gap/jitter)^count.
 */
const chanceOfOvershoot = (gapMs: number): number => 1 - (1 - gapMs / JITTER_MS) ** BURST.count;

/** How often one burst shows a race of a few milliseconds, against the closed form; and how many bursts show it surely. */
async function racy(gapMs: number): Promise<Part> {
  let caught = 0;
  for (let run = 0; run < BURSTS; run += 1) {
    const seen = await racyBurst(BURST.limit, BURST.count, gapMs, `race ${gapMs} ${run}`);
    if (judgeBurst(seen, { limit: BURST.limit, windowMs: 6_000 }).verdict === 'violated') caught += 1;
  }
  const expected = chanceOfOvershoot(gapMs);
  // The draws are the same in each bench; wide, so that another seed would agree as well.
  const { from, to } = clopperPearson(caught, BURSTS, 0.999);
  const bursts = Math.ceil(Math.log(0.01) / Math.log(1 - expected));
  const what = `a race of ${gapMs} ms`;
  return {
    rows: [
      [
        `${what}, ${BURSTS} bursts`,
        `stated ${percent(expected)}, 99 % in ${bursts} bursts`,
        `${percent(caught / BURSTS)} (${percent(from)}–${percent(to)})`,
        '0',
        String(BURSTS - caught),
      ],
    ],
    budgets: [
      {
        what: `${what}: distance of the stated probability from what was measured`,
        measured: 100 * Math.max(0, from - expected, expected - to),
        most: 0,
        unit: 'points beyond the interval',
      },
    ],
  };
}

function reportOf(parts: readonly Part[]): Report {
  return {
    table: [['', 'check', `violated of ${RUNS}`, 'inconclusive', 'passed'], ...parts.flatMap(({ rows }) => rows)],
    budgets: parts.flatMap(({ budgets }) => budgets),
    notes: [
      `The checks’ own scenarios against the sandbox’s limiter, in virtual time; each direction takes 0–${JITTER_MS} ms.`,
      'Intervals are Clopper’s and Pearson’s: 95 % for faults, 99.9 % for races.',
      `Race: ${BURST.count} requests at a limit of ${BURST.limit}; a burst shows it with 1 − (1 − gap/${JITTER_MS} ms)^${BURST.count}.`,
    ],
  };
}

export const limiter: Benchmark = {
  name: 'limiter',
  title: 'how surely the checks of the limits name a wrong limiter, and let a right one pass',
  async measure(say) {
    const parts: Part[] = [];
    for (const fault of await limiterFaults()) {
      say(fault.name);
      parts.push(await detected(fault));
    }
    for (const gapMs of [0.5, 1, 2, 5]) {
      say(`a race of ${gapMs} ms`);
      parts.push(await racy(gapMs));
    }
    for (const installation of ['guide', 'maas-0.0.2'] as const) {
      for (const realWindows of [false, true]) {
        say(`healthy ${installation}${realWindows ? ' with real windows' : ''}`);
        parts.push(await healthy(installation, realWindows));
      }
    }
    return reportOf(parts);
  },
};
