import { expect, test } from 'vitest';
import { baselinesIn, loadTrends } from '../../../../cli/history/load-trends.ts';
import { measure } from '../../../../load/measures/measure.ts';
import type { Measures } from '../../../../load/measures/measures.ts';
import { compilePlan } from '../../../../load/plan/compile.ts';
import { normal, randomOf } from '../../../../load/plan/random.ts';
import { parseProfile } from '../../../../load/profile/read.ts';
import { entryOf, type HistoryEntry } from '../../../../reports/history/history.ts';
import type { Verdict } from '../../../../reports/verdict-schema.ts';
import { sampleWith } from '../../load/sample-with.ts';
import { verdict as verdictOf } from '../../reports/sample.ts';

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

/** A night whose first token comes after so many ms, give or take 10. */
function measures(seed: number, firstMs: number): Measures {
  const random = randomOf(seed, 'night');
  const samples = plan.requests.map(({ i, phase, atMs, user }) => {
    const first = atMs + firstMs + 10 * normal(random);
    const sent = { schedMs: atMs, pickedMs: atMs, sentMs: atMs };
    const times = { ...sent, firstTokenMs: first, lastTokenMs: first + 70, endMs: first + 71 };
    return sampleWith({ i, phase, user, ...times, events: 8, usage: { prompt: 6, completion: 8, total: 14 } });
  });
  const head = {
    type: 'run',
    version: 1,
    plan: plan.hash,
    engine: 'embedded',
    protocol: 'http/1.1',
    startedAt: '2026-01-01T00:00:00.000Z',
  } as const;
  return measure(plan, [{ head, samples, watch: [], end: { type: 'end', endMs: 1, unsent: 0 }, cut: false }]);
}

function night(at: number, of: Measures, verdict: Verdict['verdict'] = 'pass'): HistoryEntry {
  const { run, ...rest } = verdictOf([]);
  const startedAt = new Date(Date.UTC(2026, 10, 1 + at)).toISOString();
  const own: Verdict = { ...rest, verdict, load: [], run: { ...run, id: `load-${at}`, startedAt } };
  return entryOf({ key: 'one', name: 'one' }, [], own, of);
}

const usual = (count: number): HistoryEntry[] => Array.from({ length: count }, (_, at) => night(at, measures(at, 100)));
const ttft = (entries: readonly HistoryEntry[]) => loadTrends(entries).find(({ metric }) => metric === 'scheduledTtft');

test('the last five nights that did not fail are the baseline', () => {
  const entries = [...usual(7), night(7, measures(7, 130), 'fail')];

  expect(baselinesIn(entries, plan.hash)).toEqual(entries.slice(2, 7).map(({ measures: one }) => one));
  expect(baselinesIn(entries, 'another')).toEqual([]);
});

test('a client that did not keep up is no baseline, and none are phases too short for one', () => {
  const late = measures(1, 100);
  const bottleneck: Measures = { ...late, client: { ...late.client, verdict: 'bottleneck' } };
  const short: Measures = {
    ...late,
    groups: late.groups.map((group) => ({
      ...group,
      metrics: { ...group.metrics, scheduledE2e: { ...group.metrics.scheduledE2e, blockMediansMs: [1, 2, 3] } },
    })),
  };

  expect(
    baselinesIn([night(0, bottleneck), night(1, short), night(2, { ...late, complete: false })], plan.hash),
  ).toEqual([]);
});

test('a failed night does not become the measure of the next: a regression that stays is told again', () => {
  const worse = [7, 8].map((at) => night(at, measures(at, 120), 'fail'));

  expect(ttft([...usual(7), ...worse])).toMatchObject({ verdict: 'fail', phase: 'steady', tier: 'free' });
  expect(ttft(usual(7))).toMatchObject({ verdict: 'pass' });
});

test('a night of a client that was the bottleneck is no regression', () => {
  const slow = measures(7, 120);
  const doubted = night(7, { ...slow, client: { ...slow.client, verdict: 'bottleneck' } });

  expect(ttft([...usual(7), doubted])).toMatchObject({ verdict: 'inconclusive' });
});

test('the first night has its medians, and nothing to compare them with', () => {
  const [first] = usual(1);
  const trend = ttft(first === undefined ? [] : [first]);

  expect(trend).toMatchObject({ verdict: 'inconclusive', text: 'no earlier night can be compared with it' });
  expect(trend?.nights.map(({ ms }) => Math.round((ms ?? 0) / 10))).toEqual([10]);
  expect(loadTrends([])).toEqual([]);
});
