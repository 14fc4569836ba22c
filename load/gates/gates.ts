import type { Measures } from '../measures/measures.ts';
import type { Plan } from '../plan/plan.ts';
import type { GateResult } from './gate.ts';
import { regressionGates } from './regression.ts';
import { sloGates } from './slo.ts';

const OF_RULING = { holds: 'pass', violated: 'fail', undecided: 'inconclusive' } as const;

/** Latencies that a client took which did not keep up are nobody's: neither a pass nor a failure rests on them. */
function doubted(gate: GateResult, { client }: Measures): GateResult {
  if (client.verdict !== 'bottleneck' || gate.gate === 'errors') return gate;
  return { ...gate, verdict: 'inconclusive', text: `the client was the bottleneck: ${gate.text}` };
}

/** All gates of a run; `baselines` are the measures of earlier ones. */
export function gatesOf(plan: Plan, measures: Measures, baselines: readonly Measures[] = []): GateResult[] {
  const { limiter, isolation, client } = measures;
  const latencies = [...sloGates(plan, measures.groups), ...regressionGates(measures, baselines)];
  return [
    ...latencies.map((gate) => doubted(gate, measures)),
    ...limiter.map(({ tier, verdict, text }) => ({ gate: 'limit', tier, verdict: OF_RULING[verdict], text })),
    ...(isolation
      ? [doubted({ gate: 'isolation', verdict: OF_RULING[isolation.verdict], text: isolation.text }, measures)]
      : []),
    ...(measures.complete
      ? []
      : [
          {
            gate: 'completeness',
            verdict: 'inconclusive' as const,
            text: `the run is not complete: ${measures.stopped ?? `${measures.unsent} requests have no sample`}`,
          },
        ]),
    ...(client.verdict === 'bottleneck'
      ? [{ gate: 'client', verdict: 'inconclusive' as const, text: client.reasons.join('; ') }]
      : []),
  ];
}
