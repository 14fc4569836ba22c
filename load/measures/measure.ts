import type { Plan } from '../plan/plan.ts';
import { type Recorded, SamplesError } from '../samples/reader.ts';
import type { Sample } from '../samples/sample.ts';
import { clientStateOf, dueAlone } from './client-state.ts';
import { measureGroup } from './group.ts';
import { judgeIsolatedTiers } from './isolation.ts';
import { judgeLimits } from './limiter.ts';
import { type GroupMeasures, MEASURES_VERSION, type Measures } from './measures.ts';
import { judgeCounts } from './prometheus.ts';

/** The samples of all parts, each once. Throws SamplesError for those of another plan, or of one part twice. */
function allSamples(plan: Plan, parts: readonly Recorded[]): Sample[] {
  const byNumber = new Map<number, Sample>();
  for (const { head, samples } of parts) {
    if (head.plan !== plan.hash)
      throw new SamplesError(`the samples are of the plan ${head.plan.slice(0, 12)}, not of ${plan.hash.slice(0, 12)}`);
    for (const sample of samples) {
      if (byNumber.has(sample.i)) throw new SamplesError(`request ${sample.i} has two samples: a slice is there twice`);
      byNumber.set(sample.i, sample);
    }
  }
  return [...byNumber.values()].toSorted((a, b) => a.schedMs - b.schedMs || a.i - b.i);
}

function groupsOf(plan: Plan, samples: readonly Sample[]): GroupMeasures[] {
  return plan.phases.flatMap((phase) => {
    const from = phase.startMs + phase.warmupMs;
    const ofPhase = samples.filter((one) => one.phase === phase.name);
    const end = phase.startMs + phase.durationMs;
    // A closed phase is over when its requests are used up.
    const last = ofPhase.reduce((latest, { endMs }) => Math.max(latest, endMs), from);
    const to = phase.rate === undefined ? Math.min(end, last + 1) : end;
    const own = ofPhase.filter(({ schedMs }) => schedMs >= from && schedMs < to);
    const tiers = phase.tiers.length > 1 ? ['all', ...phase.tiers] : phase.tiers;
    return tiers.map((tier) =>
      measureGroup(
        plan,
        phase,
        { tier, fromMs: from, toMs: to },
        tier === 'all' ? own : own.filter((one) => one.tier === tier),
      ),
    );
  });
}

/** What a run has shown: from the samples of all its parts, which may be slices that ran on several machines. Throws SamplesError. */
export function measure(plan: Plan, parts: readonly Recorded[]): Measures {
  const samples = allSamples(plan, parts);
  const stopped = parts.flatMap(({ end }) => end?.stopped ?? [])[0];
  const unsent = plan.requests.length - samples.length;
  const isClosed = new Set(plan.phases.filter(({ rate }) => rate === undefined).map(({ name }) => name));
  const sent = new Set(samples.map(({ i }) => i));
  const missing = plan.requests.filter(({ i, phase }) => !sent.has(i) && !isClosed.has(phase)).length;
  const isolation = judgeIsolatedTiers(plan, samples);
  const prometheus = judgeCounts(plan, parts);
  return {
    version: MEASURES_VERSION,
    profile: plan.profile,
    plan: plan.hash,
    startedAt: parts.map(({ head }) => head.startedAt).toSorted()[0] ?? '',
    complete: stopped === undefined && missing === 0 && parts.every(({ end, cut }) => end !== undefined && !cut),
    unsent,
    ...(stopped !== undefined && { stopped }),
    groups: groupsOf(plan, samples),
    limiter: judgeLimits(plan, samples),
    ...(isolation && { isolation }),
    ...(prometheus && { prometheus }),
    client: clientStateOf(
      dueAlone(plan, samples),
      parts.flatMap(({ watch }) => watch),
    ),
  };
}
