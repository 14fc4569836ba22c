import type { GateResult } from '../../load/gates/gate.ts';
import type { GroupMeasures, Measures, Quantile } from '../../load/measures/measures.ts';

const MARK = { pass: '✓', fail: '✗', inconclusive: '?' } as const;

const told = (quantile: Quantile): string =>
  'ms' in quantile
    ? `${quantile.ms.toFixed(0)} ms (${quantile.from.toFixed(0)}–${quantile.to.toFixed(0)})`
    : `n/a (needs ${quantile.needs})`;

function groupLines(group: GroupMeasures): string[] {
  const { phase, tier, offered, outcomes, metrics, goodput, rate, targetRate, steady } = group;
  const ends = Object.entries(outcomes).map(([outcome, count]) => `${count} ${outcome}`);
  const target = targetRate === undefined ? '' : ` of ${targetRate.toFixed(2)}`;
  const kept = goodput?.ofOffered;
  return [
    `${phase}, ${tier}: ${offered} offered at ${rate.toFixed(2)}${target}/s (${ends.join(', ') || 'nothing sent'}), ${steady}`,
    ...(metrics.ttft.n > 0 ? [`  TTFT p50 ${told(metrics.ttft.p50)}, p95 ${told(metrics.ttft.p95)}`] : []),
    ...(metrics.tpot.n > 0
      ? [
          `  TPOT p50 ${told(metrics.tpot.p50)}, p95 ${told(metrics.tpot.p95)}; longest stall ${(metrics.stall.maxMs ?? 0).toFixed(0)} ms`,
        ]
      : []),
    ...(metrics.e2e.n > 0 ? [`  E2E p50 ${told(metrics.e2e.p50)}, p95 ${told(metrics.e2e.p95)}`] : []),
    ...(metrics.rejection.n > 0 ? [`  refused within ${told(metrics.rejection.p50)} (p50)`] : []),
    ...(kept === undefined
      ? []
      : [`  goodput ${(100 * kept).toFixed(1)} % of what was offered, ${goodput?.perSecond.toFixed(2)}/s`]),
  ];
}

/** The platform’s counts where they are not the client’s, or why there are none: those that agree are in the gate. */
function countLines({ prometheus }: Measures): string[] {
  if (prometheus === undefined) return [];
  if (prometheus.absent !== undefined) return [`Prometheus: nothing compared: ${prometheus.absent}`];
  const agree = prometheus.counts.filter(({ verdict }) => verdict === 'agree').length;
  return [`Prometheus (${prometheus.source ?? 'given'}): ${agree} of ${prometheus.counts.length} counts agree`];
}

/** What a load run has shown, for a terminal. */
export function summaryText(
  measures: Measures,
  gates: readonly GateResult[],
  verdict: GateResult['verdict'],
  files: string,
): string {
  const { client } = measures;
  const where = ({ phase, tier }: GateResult): string => [phase, tier].filter((one) => one !== undefined).join(', ');
  const clientLine =
    client.verdict === 'bottleneck'
      ? `the client was the bottleneck: ${client.reasons.join('; ')}`
      : client.verdict === 'unknown'
        ? `1 % of the requests were sent ${(client.lateP99Ms ?? 0).toFixed(1)} ms late or more; how busy the client was is not known`
        : `the client kept up: 1 % of the requests were sent ${(client.lateP99Ms ?? 0).toFixed(1)} ms late or more, the event loop was at most ${Math.round(client.busiest * 100)} % busy`;
  return [
    ...measures.groups.flatMap(groupLines),
    ...countLines(measures),
    '',
    ...gates.map(
      (gate) => `${MARK[gate.verdict]} ${gate.gate}${where(gate) === '' ? '' : ` (${where(gate)})`}: ${gate.text}`,
    ),
    clientLine,
    `${verdict}; ${files}`,
    '',
  ].join('\n');
}
