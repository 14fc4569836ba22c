import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { measure } from '../../load/measures/measure.ts';
import type { Measures } from '../../load/measures/measures.ts';
import { compilePlan } from '../../load/plan/compile.ts';
import { normal, randomOf } from '../../load/plan/random.ts';
import { parseProfile } from '../../load/profile/read.ts';
import { type HistoryEntry, HistoryEntry as Kept } from '../../reports/history/history.ts';
import { sampleWith } from '../unit/load/sample-with.ts';
import { maasVerify, type Ran, temporaryFolder } from './verify.ts';

const CHECKS = ['maas.namespaces', 'maas.api-rbac', 'maas.authorino-tls', 'maas.authorino-ready', 'maas.routes'];
/** What is wrong each night: one thing is repaired, one comes for a night, one comes to stay. */
const NIGHTS = ['repaired', 'repaired', 'repaired', 'flaking', 'broken', 'broken', 'broken'] as const;
const FAULTS = { repaired: 'namespace-missing', flaking: 'authorino-listens-plain', broken: 'api-may-not-mint' };
/** A check that the catalogue has for five nights. */
const REMOVED = 'maas.no-longer-asked';
const REMOVED_AFTER = 5;

const Summaries = z.array(
  z.looseObject({
    checks: z.array(z.looseObject({ id: z.string(), state: z.string(), since: z.string() })),
    load: z.array(z.looseObject({ metric: z.string(), verdict: z.string() })),
  }),
);

const startOf = (night: number): string => `2026-11-2${night + 1}T02:17:00.000Z`;

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

const command = (...words: string[]): Promise<Ran> => maasVerify(words, { folder });

const runs = new Map<string, Promise<HistoryEntry>>();

/** A real run with something wrong, as the history keeps it; each is made once. */
function kept(fault: string): Promise<HistoryEntry> {
  const run = runs.get(fault) ?? ranWith(fault);
  runs.set(fault, run);
  return run;
}

async function ranWith(fault: string): Promise<HistoryEntry> {
  const history = join(folder, `of-${fault}`);
  const words = [
    '--sandbox=maas-0.0.2',
    '--fault',
    fault,
    '--history',
    history,
    '--target-name',
    'one',
    '--out',
    join(folder, 'out'),
  ];
  const ran = await command('run', ...words, '--check', ...CHECKS);
  const [file] = await readdir(join(history, 'one')).catch(() => []);
  if (file === undefined) throw new Error(`the run of ${fault} is not in the history: ${ran.stderr}`);
  return Kept.parse(JSON.parse(await readFile(join(history, 'one', file), 'utf8')));
}

/** The same run as if it had been that night. */
function onNight(entry: HistoryEntry, night: number): HistoryEntry {
  const run = { ...entry.verdict.run, id: `night-${night}`, startedAt: startOf(night), endedAt: startOf(night) };
  const ever = night < REMOVED_AFTER ? [REMOVED] : [];
  const [first] = entry.verdict.checks;
  if (first === undefined) throw new Error('the run has no check');
  const more = ever.map((id) => ({ ...first, id, verdict: 'pass' as const, observed: 'all well' }));
  return {
    ...entry,
    catalogue: [...entry.catalogue, ...ever],
    verdict: { ...entry.verdict, run, checks: [...entry.verdict.checks, ...more] },
  };
}

async function keep(history: string, entry: HistoryEntry): Promise<string> {
  const file = join(history, 'one', `${entry.verdict.run.id}.json`);
  await mkdir(join(history, 'one'), { recursive: true });
  await writeFile(file, JSON.stringify(entry));
  return file;
}

const plan = compilePlan(
  parseProfile(
    `
version: 1
name: nightly
tiers: [{name: free, users: 2}]
prompts: {input: {fixed: 6}, output: {fixed: 8}}
phases: [{name: steady, kind: constant, rate: 20, duration: 20s}]`,
    'nightly.yaml',
  ),
);

const USUAL_MS = 100;
const SPREAD_MS = 10;
/** Nights differ by so much without anything having changed. */
const NIGHTLY_NOISE = 0.02;

/** A night's load through the real measures; `change` is what has become of the time to the first token. */
function loadNight(night: number, change: number): Measures {
  const random = randomOf(night, 'night');
  const usual = USUAL_MS * (1 + NIGHTLY_NOISE * Math.max(-1, Math.min(1, normal(random)))) * (1 + change);
  const samples = plan.requests.map(({ i, phase, atMs, user }) => {
    const first = atMs + usual + SPREAD_MS * normal(random);
    const times = {
      schedMs: atMs,
      pickedMs: atMs,
      sentMs: atMs,
      firstTokenMs: first,
      lastTokenMs: first + 70,
      endMs: first + 71,
    };
    return sampleWith({ i, phase, user, ...times, events: 8, usage: { prompt: 6, completion: 8, total: 14 } });
  });
  const head = {
    type: 'run',
    version: 1,
    plan: plan.hash,
    engine: 'embedded',
    protocol: 'http/1.1',
    startedAt: startOf(night),
  } as const;
  const watch = [{ head, samples, watch: [], end: { type: 'end' as const, endMs: 1, unsent: 0 }, cut: false }];
  return measure(plan, watch);
}

/** A night's load run in a history; its gates do not matter here. */
function loadEntry(entry: HistoryEntry, night: number, measures: Measures): HistoryEntry {
  const { run } = onNight(entry, night).verdict;
  const client = { verdict: measures.client.verdict, reasons: [] };
  const load = [
    { profile: plan.profile, plan: plan.hash, verdict: 'pass' as const, gates: [], client, measures: 'measures.json' },
  ];
  return {
    ...entry,
    verdict: { ...entry.verdict, run: { ...run, id: `load-${night}` }, verdict: 'pass', exitCode: 0, checks: [], load },
    measures: { ...measures },
  };
}

test('seven nights: a fix, a regression, a flake and a removed check are told apart', async () => {
  const made = {
    repaired: await kept(FAULTS.repaired),
    flaking: await kept(FAULTS.flaking),
    broken: await kept(FAULTS.broken),
  };
  const history = join(folder, 'history');
  const files: string[] = [];
  for (const [night, what] of NIGHTS.entries()) files.push(await keep(history, onNight(made[what], night)));

  const told = await command('history', history, '-o', 'json');

  expect(told.exitCode, told.stderr).toBe(0);
  const [summary] = Summaries.parse(JSON.parse(told.stdout));
  const states = Object.fromEntries(summary?.checks.map(({ id, state, since }) => [id, [state, since]]) ?? []);
  expect(states).toEqual({
    'maas.namespaces': ['fixed', startOf(3)],
    'maas.api-rbac': ['still failing', startOf(4)],
    'maas.authorino-tls': ['flaky', startOf(4)],
    [REMOVED]: ['removed', startOf(REMOVED_AFTER)],
  });

  const text = (await command('history', history)).stdout;
  expect(text).toMatch(/still failing +maas\.api-rbac +√√√√××× {2}since 11-25 02:17/);
  expect(text.indexOf('maas.api-rbac')).toBeLessThan(text.indexOf('maas.namespaces'));
  expect((await command('history', history, '-o', 'markdown')).stdout).toContain(
    '| flaky | maas.authorino-tls | √√√×√√√ |',
  );

  const compared = (a: number, b: number): Promise<Ran> => command('compare', files[a] ?? '', files[b] ?? '');
  expect((await compared(3, 4)).stdout).toContain('worse: maas.api-rbac  √ → ×');
  expect((await compared(3, 4)).exitCode).toBe(1);
  expect((await compared(5, 6)).exitCode).toBe(0);
  // A check that is gone is not known to hold.
  expect((await compared(4, 5)).exitCode).toBe(3);
});

test('seven nights under load: 15 % more to the first token are a regression, 2 % are noise', async () => {
  const entry = await kept(FAULTS.repaired);
  const verdictOf = async (name: string, change: number): Promise<Record<string, string>> => {
    const history = join(folder, name);
    for (const night of NIGHTS.keys()) {
      const isLast = night === NIGHTS.length - 1;
      await keep(history, loadEntry(entry, night, loadNight(night, isLast ? change : 0)));
    }
    const told = await command('history', history, '-o', 'json');
    expect(told.exitCode, told.stderr).toBe(0);
    const [summary] = Summaries.parse(JSON.parse(told.stdout));
    return Object.fromEntries(summary?.load.map(({ metric, verdict }) => [metric, verdict]) ?? []);
  };

  expect(await verdictOf('slower', 0.15)).toMatchObject({ scheduledTtft: 'fail', tpot: 'pass' });
  expect(await verdictOf('as-usual', 0.02)).toMatchObject({ scheduledTtft: 'pass', tpot: 'pass' });
  const compared = (name: string): Promise<Ran> =>
    command('compare', join(folder, name, 'one', 'load-5.json'), join(folder, name, 'one', 'load-6.json'));
  expect((await compared('slower')).exitCode).toBe(1);
  expect((await compared('as-usual')).exitCode).not.toBe(1);
});

test('the page of an earlier run tells of the nights up to it, and of none that came later', async () => {
  const history = join(folder, 'paged');
  const made = await kept(FAULTS.broken);
  for (const night of [0, 1, 2]) await keep(history, onNight(made, night));
  const verdict = join(folder, 'paged.json');
  const dayOf = (night: number): string => startOf(night).slice(5, 16).replace('T', ' ');
  const page = async (night: number): Promise<Ran> => {
    await writeFile(verdict, JSON.stringify(onNight(made, night).verdict));
    return command('report', verdict, '-o', 'html', '--history', history);
  };

  const { stdout } = await page(1);
  expect(stdout).toContain('Verdicts of each night');
  expect([0, 1, 2].map((night) => stdout.includes(`>${dayOf(night)}<`))).toEqual([true, true, false]);

  const absent = await page(3);
  expect(absent.exitCode).toBe(2);
  expect(absent.stderr).toMatch(/does not have the run night-3/);
});

test('what cannot be read of a history is told, and the rest is there', async () => {
  const history = join(folder, 'damaged');
  await keep(history, onNight(await kept(FAULTS.broken), 0));
  await writeFile(join(history, 'one', 'cut.json'), '{"version": 1,');

  const told = await command('history', history);

  expect(told.exitCode).toBe(0);
  expect(told.stdout).toContain('maas.api-rbac');
  expect(told.stderr).toMatch(/cut\.json is not JSON; it is left out/);
});

test('a history that cannot be had is one line', async () => {
  const lines: [string[], RegExp][] = [
    [['history', join(folder, 'nowhere')], /does not exist/],
    [['run', '--sandbox', '--target-name', 'a', '--check', 'maas.routes'], /give --history too/],
    [['run', '--sandbox', '--history', 'h', '--target-name', '../a', '--check', 'maas.routes'], /cannot name a folder/],
    [['compare', folder, folder], /has no verdict\.json/],
  ];
  for (const [words, expected] of lines) {
    const ran = await command(...words);
    expect(ran.exitCode).toBe(2);
    expect(ran.stderr).toMatch(expected);
    expect(ran.stderr.trim().split('\n')).toHaveLength(1);
  }
});
