import { CheckVerdict, type Verdict } from './verdict-schema.ts';

/** One measured latency of a load run. */
interface LoadPoint {
  profile: string;
  phase: string;
  tier: string;
  /** ttft, tpot, e2e, … */
  metric: string;
  /** From 0 to 1. */
  quantile: number;
  seconds: number;
}

/** One rate or share of a load run. */
export interface LoadRate {
  name: 'load_requests_per_second' | 'load_output_tokens_per_second' | 'load_goodput_ratio';
  profile: string;
  phase: string;
  tier: string;
  value: number;
}

/** How far a counter of the platform moved in a load run, beside what its client saw at least. */
interface LoadCount {
  profile: string;
  phase: string;
  tier: string;
  /** The platform's name of it. */
  counter: string;
  platform: number;
  client: number;
}

/** What a load run has measured; the verdict has its gates only. */
export interface LoadNumbers {
  points: readonly LoadPoint[];
  rates: readonly LoadRate[];
  counts?: readonly LoadCount[];
}

type Labels = Readonly<Record<string, string>>;

interface Sample {
  labels: Labels;
  value: number;
}

interface Family {
  name: string;
  help: string;
  unit?: string;
  /** A gauge when absent. */
  type?: 'gauge' | 'summary';
  samples: readonly Sample[];
}

const PREFIX = 'maas_verify';
const MS_PER_SECOND = 1_000;
const OVERALL = ['pass', 'fail', 'inconclusive'] as const;

const escaped = (text: string): string =>
  text.toWellFormed().replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"');

const labelText = (labels: Labels): string =>
  Object.entries(labels)
    .map(([name, value]) => `${name}="${escaped(value)}"`)
    .join(',');

function family({ name, help, unit, type = 'gauge', samples }: Family): string[] {
  if (samples.length === 0) return [];
  const full = `${PREFIX}_${name}`;
  return [
    `# TYPE ${full} ${type}`,
    ...(unit === undefined ? [] : [`# UNIT ${full} ${unit}`]),
    `# HELP ${full} ${escaped(help)}`,
    ...samples.map(
      ({ labels, value }) => `${full}${Object.keys(labels).length > 0 ? `{${labelText(labels)}}` : ''} ${value}`,
    ),
  ];
}

const flag = (is: boolean): number => (is ? 1 : 0);

/** Each id once: two series of the same labels would be none. */
function ofChecks({ checks }: Verdict): Sample[] {
  const byId = new Map(checks.map((check) => [check.id, check]));
  return [...byId.values()].flatMap(({ id, phase, level, verdict, expected }) =>
    CheckVerdict.options.map((one) => ({
      labels: { check: id, phase, level, expected: String(expected !== undefined), verdict: one },
      value: flag(one === verdict),
    })),
  );
}

function ofGates({ load = [] }: Verdict): Sample[] {
  const all = load.flatMap(({ profile, gates }) =>
    gates.flatMap(({ gate, phase = '', tier = '', verdict }) =>
      OVERALL.map((one) => ({ labels: { profile, gate, phase, tier, verdict: one }, value: flag(one === verdict) })),
    ),
  );
  return [...new Map(all.map((sample) => [labelText(sample.labels), sample])).values()];
}

function families(verdict: Verdict, { points, rates, counts: counted = [] }: LoadNumbers): Family[] {
  const { run, target, counts } = verdict;
  const seconds = (iso: string): number => Date.parse(iso) / MS_PER_SECOND;
  const common = { kind: target.kind, layout: target.layout };
  const rate = (name: LoadRate['name'], help: string): Family => ({
    name,
    help,
    samples: rates
      .filter((one) => one.name === name)
      .map(({ profile, phase, tier, value }) => ({ labels: { profile, phase, tier }, value })),
  });
  return [
    {
      name: 'verdict',
      help: '1 for the verdict of the whole run, 0 for the others',
      samples: OVERALL.map((one) => ({ labels: { ...common, verdict: one }, value: flag(one === verdict.verdict) })),
    },
    { name: 'exit_code', help: 'exit code of the run', samples: [{ labels: common, value: verdict.exitCode }] },
    {
      name: 'checks',
      help: 'checks by how they ended; expected failures are not among the failed',
      samples: Object.entries(counts).map(([outcome, value]) => ({ labels: { outcome }, value })),
    },
    { name: 'check', help: '1 for the verdict of the check, 0 for the others', samples: ofChecks(verdict) },
    {
      name: 'run_duration_seconds',
      unit: 'seconds',
      help: 'how long the run took',
      samples: [{ labels: {}, value: Math.max(0, seconds(run.endedAt) - seconds(run.startedAt)) }],
    },
    {
      name: 'run_end_timestamp_seconds',
      unit: 'seconds',
      help: 'when the run ended',
      samples: [{ labels: {}, value: seconds(run.endedAt) }],
    },
    { name: 'load_gate', help: '1 for the verdict of the gate, 0 for the others', samples: ofGates(verdict) },
    {
      name: 'load_latency_seconds',
      unit: 'seconds',
      type: 'summary',
      help: 'quantiles of the latencies of admitted requests',
      samples: points.map(({ profile, phase, tier, metric, quantile, seconds: value }) => ({
        labels: { profile, phase, tier, metric, quantile: String(quantile) },
        value,
      })),
    },
    rate('load_requests_per_second', 'requests a second that were sent'),
    rate('load_output_tokens_per_second', 'tokens a second of admitted answers'),
    rate('load_goodput_ratio', 'share of the offered requests that kept their SLO'),
    {
      name: 'load_counted_by_platform',
      help: 'how far a counter of the platform moved',
      samples: counted.map(({ platform, client: _, ...labels }) => ({ labels, value: platform })),
    },
    {
      name: 'load_counted_by_client',
      help: 'what the client’s requests must have moved that counter by, at least',
      samples: counted.map(({ platform: _, client, ...labels }) => ({ labels, value: client })),
    },
  ];
}

/** The verdict as OpenMetrics text, for a textfile collector or a push gateway. */
export function renderOpenMetrics(verdict: Verdict, numbers: LoadNumbers = { points: [], rates: [] }): string {
  return `${[...families(verdict, numbers).flatMap(family), '# EOF'].join('\n')}\n`;
}
