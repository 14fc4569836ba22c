import type { CountedRow, Measures } from '../measures/measures.ts';
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
    ...limiter.map(({ tier, counts, verdict, text }) => ({
      gate: counts === 'tokens' ? 'token limit' : 'limit',
      tier,
      verdict: OF_RULING[verdict],
      text,
    })),
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

/**
 * A gate of its own, since who pays by these counters, or plans by their boards, is told wrong numbers by an installation whose
 * answers are all right. Where nobody named a Prometheus and nothing of it could be compared, there is none: a load run is not a
 * verification of the monitoring.
 */
function meteringGate({ prometheus }: Measures): TimedGate[] {
  if (prometheus === undefined) return [];
  const { asked, absent, counts } = prometheus;
  if (absent !== undefined || counts.length === 0)
    return asked ? [open('metering', absent ?? 'nothing was sent that a counter could show')] : [];
  const wrong = counts.filter(({ verdict }) => verdict === 'disagree');
  const whole = counts.filter(({ phase, tier }) => phase === undefined && tier === undefined);
  const untold = whole.filter(({ verdict }) => verdict === 'inconclusive');
  // What is wrong in the whole run is not said again for each of its parts.
  const said = wrong.filter(
    (one) => whole.includes(one) || !wrong.some((all) => whole.includes(all) && all.counts === one.counts),
  );
  const where = ({ phase, tier }: CountedRow): string => ((phase ?? tier) === undefined ? '' : ` (${phase ?? tier})`);
  const text = (rows: readonly CountedRow[]): string => rows.map((row) => `${row.text}${where(row)}`).join('; ');
  if (wrong.length > 0) return [{ gate: 'metering', verdict: 'fail', text: text(said) }];
  if (untold.length === whole.length && !asked) return [];
  if (untold.length > 0) return [open('metering', text(untold))];
  return [{ gate: 'metering', verdict: 'pass', text: text(whole) }];
}

const open = (gate: string, text: string): GateResult => ({ gate, verdict: 'inconclusive', text });

/** All gates of a run; `baselines` are the measures of earlier ones. */
export function gatesOf(plan: Plan, measures: Measures, baselines: readonly Measures[] = []): GateResult[] {
  const { client, complete, stopped, unsent } = measures;
  const gates = [
    ...sloGates(plan, measures.groups),
    ...regressionGates(measures, baselines),
    ...judgedBy(measures),
    ...meteringGate(measures),
  ];
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
