import type { Chart } from '../../load/charts/chart.ts';
import type { CountedRow, GroupMeasures, Measures, Quantile } from '../../load/measures/measures.ts';
import type { LoadExtras, Table } from '../../reports/html/extras.ts';

const told = (quantile: Quantile): string =>
  'ms' in quantile
    ? `${quantile.ms.toFixed(0)} ms (${quantile.from.toFixed(0)}–${quantile.to.toFixed(0)})`
    : `n/a (needs ${quantile.needs})`;

const percent = (share: number | undefined): string => (share === undefined ? '' : `${(100 * share).toFixed(1)} %`);

const nameOf = ({ phase, tier }: GroupMeasures): string => `${phase}, ${tier}`;

function latencies(groups: readonly GroupMeasures[]): Table {
  const columns = ['Phase, tier', 'TTFT p50', 'p95', 'p99', 'TPOT p50', 'p95', 'E2E p50', 'p95', 'longest stall'];
  const rows = groups
    .filter(({ metrics }) => metrics.e2e.n > 0)
    .map((group) => {
      const { ttft, tpot, e2e, stall } = group.metrics;
      const times = [ttft.p50, ttft.p95, ttft.p99, tpot.p50, tpot.p95, e2e.p50, e2e.p95];
      return [nameOf(group), ...times.map(told), stall.maxMs === undefined ? '' : `${stall.maxMs.toFixed(0)} ms`];
    });
  return { caption: 'Latency of admitted requests, with 95 % intervals', columns, rows };
}

function throughputs(groups: readonly GroupMeasures[]): Table {
  const columns = [
    'Phase, tier',
    'offered',
    'rate',
    'ended as',
    'tokens/s',
    'goodput of offered',
    'of admitted',
    'state',
  ];
  const rows = groups.map((group) => {
    const { offered, rate, targetRate, outcomes, outputTokensPerSecond, goodput, steady } = group;
    return [
      nameOf(group),
      String(offered),
      `${rate.toFixed(2)}/s${targetRate === undefined ? '' : ` of ${targetRate.toFixed(2)}`}`,
      Object.entries(outcomes)
        .map(([outcome, count]) => `${count} ${outcome}`)
        .join(', '),
      outputTokensPerSecond.toFixed(1),
      percent(goodput?.ofOffered),
      percent(goodput?.ofAdmitted),
      steady,
    ];
  });
  return { caption: 'Rates and goodput', columns, rows };
}

const COUNT_VERDICTS = { agree: 'agree', disagree: 'disagree', inconclusive: 'cannot be told' } as const;

function counts({ prometheus }: Measures): Table {
  const columns = ['Counter', 'Part of the run', 'client', 'Prometheus', 'difference', 'state', 'seen'];
  const range = (client: CountedRow['client']): string =>
    client === undefined
      ? ''
      : client.to === client.from
        ? String(client.from)
        : client.to === undefined
          ? `${client.from} or more`
          : `${client.from} to ${client.to}`;
  const absent = prometheus?.absent;
  const rows = (prometheus?.counts ?? []).map((row) => [
    row.metric,
    row.phase ?? row.tier ?? 'all',
    range(row.client),
    row.platform === undefined ? '' : String(row.platform),
    row.difference === undefined ? '' : String(row.difference),
    COUNT_VERDICTS[row.verdict],
    row.text,
  ]);
  const none = absent === undefined ? [] : [['none', 'all', '', '', '', 'not compared', absent]];
  return { caption: 'What the platform counted, and what the client saw', columns, rows: [...rows, ...none] };
}

/** What the page of a load run shows besides its gates. */
export function loadExtras(measures: Measures, charts: readonly Chart[]): LoadExtras {
  const { groups } = measures;
  return {
    charts,
    tables: [latencies(groups), throughputs(groups), counts(measures)].filter(({ rows }) => rows.length > 0),
  };
}
