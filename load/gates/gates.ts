import type { Measures } from '../measures/measures.ts';
import type { Plan } from '../plan/plan.ts';
import type { GateResult, TimedGate } from './gate.ts';
import { regressionGates } from './regression.ts';
import { sloGates } from './slo.ts';

const OF_RULING = { holds: 'pass', violated: 'fail', undecided: 'inconclusive' } as const;

/** A client's own error is nothing against a time that is so much longer. */
const SMALL_SHARE = 0.05;

/** Times that a client took which did not keep up are nobody's, where its error is more than a small part of them. */
function isDoubted({ limitMs }: TimedGate, { client }: Measures): boolean {
  const error = Math.max(client.worstLagMs, client.lateP99Ms ?? 0);
  return limitMs !== undefined && client.verdict === 'bottleneck' && error > SMALL_SHARE * limitMs;
}

function judgedBy({ limiter, isolation }: Measures): TimedGate[] {
  return [
    ...limiter.map(({ tier, verdict, text }) => ({ gate: 'limit', tier, verdict: OF_RULING[verdict], text })),
    ...(isolation === undefined
      ? []
      : [
          {
            gate: 'isolation',
            verdict: OF_RULING[isolation.verdict],
            text: isolation.text,
            ...(!isolation.byRefusals && { limitMs: 0 }),
          },
        ]),
  ];
}

const open = (gate: string, text: string): GateResult => ({ gate, verdict: 'inconclusive', text });

/** All gates of a run; `baselines` are the measures of earlier ones. */
export function gatesOf(plan: Plan, measures: Measures, baselines: readonly Measures[] = []): GateResult[] {
  const { client, complete, stopped, unsent } = measures;
  const gates = [...sloGates(plan, measures.groups), ...regressionGates(measures, baselines), ...judgedBy(measures)];
  const doubts = gates.map((gate) => isDoubted(gate, measures));
  return [
    ...gates.map(
      ({ limitMs, ...gate }, at): GateResult =>
        doubts[at] === true
          ? { ...gate, verdict: 'inconclusive', text: `the client was the bottleneck: ${gate.text}` }
          : gate,
    ),
    ...(complete
      ? []
      : [open('completeness', `the run is not complete: ${stopped ?? `${unsent} requests have no sample`}`)]),
    ...(doubts.includes(true) ? [open('client', client.reasons.join('; '))] : []),
  ];
}
