import { isAskedTwice, movedAt, movedBy, type Range } from '../metering/client.ts';
import { type Increase, increaseOf } from '../metering/increase.ts';
import { joinedCounters } from '../metering/join.ts';
import type { CountedSeries, Counter, Counts } from '../metering/record.ts';
import type { Plan } from '../plan/plan.ts';
import type { Recorded } from '../samples/reader.ts';
import type { Sample } from '../samples/sample.ts';
import type { CountedRow, Measures } from './measures.ts';
import { type Compared, isUnsettled, judgeCount } from './prometheus-verdict.ts';

/** Wall clocks tell milliseconds, and a gateway reports an answer a little after it has ended. */
const SLACK_MS = 100;

/** A sample at its time on Prometheus’ clock. */
interface Placed {
  sample: Sample;
  /** What is added to a time of the run, at least and at most. */
  shift: Range;
}

/** Which part of the run a row is about. */
interface Scope {
  phase?: string;
  tier?: string;
}

const placedOf = (parts: readonly Recorded[]): Placed[] =>
  parts.flatMap(({ head, samples, counters }) => {
    const start = Date.parse(head.startedAt);
    const { from, to } = counters?.clockMs ?? { from: 0, to: 0 };
    const shift = { from: start + from - SLACK_MS, to: start + to + SLACK_MS };
    return samples.map((sample) => ({ sample, shift }));
  });

const timeOf = ({ sample, shift }: Placed, counts: Counts): Range => {
  const { from, to } = movedAt(sample, counts);
  return { from: from + shift.from, to: to + shift.to };
};

/** Stretches in which something was sent: those of parts that ran at the same time are one. */
function stretchesOf(placed: readonly Placed[], parts: readonly Recorded[]): Range[] {
  const bySlice = parts.map(({ samples }) => new Set(samples));
  const own = bySlice.flatMap((samples): Range[] => {
    const times = placed.filter(({ sample }) => samples.has(sample)).map((one) => timeOf(one, 'answers'));
    const sent = placed.filter(({ sample }) => samples.has(sample)).map((one) => timeOf(one, 'admitted'));
    if (times.length === 0) return [];
    return [
      {
        from: sent.reduce((least, { from }) => Math.min(least, from), Number.POSITIVE_INFINITY),
        to: times.reduce((most, { to }) => Math.max(most, to), 0),
      },
    ];
  });
  const joined: Range[] = [];
  for (const one of own.toSorted((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last !== undefined && one.from <= last.to) last.to = Math.max(last.to, one.to);
    else joined.push({ ...one });
  }
  return joined;
}

/** What the client’s requests must have moved a counter by, between scrapes: those beside the edges may be in it or not. */
function ofClient(
  placed: readonly Placed[],
  plan: Plan,
  counts: Counts,
  perRequest: number,
  increase: Increase,
): Range {
  const sum = { from: 0, to: 0 };
  for (const one of placed) {
    const at = timeOf(one, counts);
    if (at.to < increase.before.from || at.from > increase.after.to) continue;
    const by = movedBy(one.sample, counts, perRequest, isAskedTwice(plan, one.sample.tier));
    if (at.from >= increase.before.to && at.to <= increase.after.from) sum.from += by.from;
    sum.to += by.to;
  }
  return sum;
}

interface Situation {
  plan: Plan;
  parts: readonly Recorded[];
  all: readonly Placed[];
  /** Parts of the plan are missing here: they may be what else was counted. */
  isSlice: boolean;
}

/** The series that count our users, or all where none says whose it is. */
function ownSeries({ series }: Counter, tier: string | undefined): { labelled: boolean; own: CountedSeries[] } {
  const labelled = series.some(({ users }) => users !== undefined);
  if (!labelled) return { labelled, own: series };
  const isOwn = ({ users = [] }: CountedSeries): boolean =>
    users.length > 0 && (tier === undefined || users.every((user) => user.tier === tier));
  return { labelled, own: series.filter(isOwn) };
}

function compared(counter: Counter, { phase, tier }: Scope, { plan, parts, all, isSlice }: Situation): Compared {
  if (counter.absent !== undefined) return { open: counter.absent };
  if (counter.series.length === 0) return { open: `Prometheus has no series of ${counter.metric}` };
  const { labelled, own } = ownSeries(counter, tier);
  if (own.length === 0) return { open: `no series of ${counter.metric} names a caller of this run` };
  const scoped = all.filter(({ sample }) => phase === undefined || sample.phase === phase);
  const counted = tier === undefined ? all : all.filter(({ sample }) => sample.tier === tier);
  const increases: Increase[] = [];
  for (const stretch of stretchesOf(scoped, parts)) {
    const increase = increaseOf(counter, own, stretch);
    if (typeof increase === 'string') return { open: increase };
    increases.push(increase);
  }
  const client = counter.perRequest.map((perRequest) =>
    increases
      .map((increase) => ofClient(counted, plan, counter.counts, perRequest, increase))
      .reduce((sum, one) => ({ from: sum.from + one.from, to: sum.to + one.to }), { from: 0, to: 0 }),
  );
  const delta = increases.reduce((sum, one) => sum + one.delta, 0);
  const isQuiet = increases.every(({ quiet }) => quiet === true);
  const isUnsettled = increases.every(({ quiet }) => quiet !== false) && !isQuiet;
  return { client, delta, labelled, isSlice, ...(!isUnsettled && { quiet: isQuiet }) };
}

/** The parts of the run that a counter is looked at for: all, its phases, and its tiers where it tells users apart. */
function scopesOf(plan: Plan, counter: Counter): Scope[] {
  if (counter.series.length === 0) return [{}];
  const labelled = counter.series.some(({ users }) => users !== undefined && users.length > 0);
  return [
    {},
    ...(plan.phases.length > 1 ? plan.phases.map(({ name }) => ({ phase: name })) : []),
    ...(labelled && plan.tiers.length > 1 ? plan.tiers.map(({ name }) => ({ tier: name })) : []),
  ];
}

/** What no release promises of every server: where it is not there, nothing is missing. */
const isOptional = ({ counts, series }: Counter): boolean => counts.startsWith('model-') && series.length === 0;

const mayMove = ({ counts, perRequest }: Counter, { plan, all }: Situation): boolean =>
  all.some(({ sample }) =>
    perRequest.some((each) => movedBy(sample, counts, each, isAskedTwice(plan, sample.tier)).to > 0),
  );

function rowsOf(counter: Counter, situation: Situation): CountedRow[] {
  if (isOptional(counter)) return [];
  return scopesOf(situation.plan, counter).flatMap((scope) => {
    const sent = situation.all.some(
      ({ sample }) =>
        (scope.phase === undefined || sample.phase === scope.phase) &&
        (scope.tier === undefined || sample.tier === scope.tier),
    );
    // A counter appears with the first thing it counts.
    if (counter.series.length === 0 && !mayMove(counter, situation)) return [];
    const judged = sent ? judgeCount(counter, compared(counter, scope, situation)) : undefined;
    return judged === undefined ? [] : [{ counts: counter.counts, metric: counter.metric, ...scope, ...judged }];
  });
}

/** The client’s counts beside the platform’s; undefined where no part of the run has looked. */
export function judgeCounts(plan: Plan, parts: readonly Recorded[]): Measures['prometheus'] {
  const records = parts.flatMap(({ counters }) => counters ?? []);
  const [first] = records;
  if (first === undefined) return undefined;
  const asked = records.some((record) => record.asked);
  const missing = records.find(({ absent }) => absent !== undefined)?.absent;
  if (records.length < parts.length || missing !== undefined)
    return { asked, absent: missing ?? 'not every slice of the run has read the counters', counts: [] };
  const of = plan.slice?.of ?? 1;
  const situation = { plan, parts, all: placedOf(parts), isSlice: of > parts.length };
  const counts = joinedCounters(records).flatMap((counter) => rowsOf(counter, situation));
  return { asked, ...(first.source !== undefined && { source: first.source }), counts };
}

/** Whether one scrape more would tell something that is open in a run that has just ended. */
export const needsScrape = (plan: Plan, part: Recorded): boolean =>
  judgeCounts(plan, [part])?.counts.some(isUnsettled) ?? false;
