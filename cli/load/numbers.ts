import type { Measures, Metric } from '../../load/measures/measures.ts';
import type { LoadNumbers, LoadRate } from '../../reports/openmetrics.ts';

const MS_PER_SECOND = 1_000;
const QUANTILES = { p50: 0.5, p90: 0.9, p95: 0.95, p99: 0.99 } as const;
const NAMES = ['p50', 'p90', 'p95', 'p99'] as const;
const TOLD: readonly Metric[] = [
  'ttft',
  'ttfat',
  'icl',
  'tpot',
  'e2e',
  'scheduledTtft',
  'scheduledE2e',
  'stall',
  'rejection',
];

/** The measures of a run as metrics: those quantiles that there were enough values for. */
export function loadNumbers({ profile, groups, prometheus }: Measures): LoadNumbers {
  const points = groups.flatMap(({ phase, tier, metrics }) =>
    TOLD.flatMap((metric) =>
      NAMES.flatMap((name) => {
        const found = metrics[metric][name];
        return 'ms' in found
          ? [{ profile, phase, tier, metric, quantile: QUANTILES[name], seconds: found.ms / MS_PER_SECOND }]
          : [];
      }),
    ),
  );
  const rates = groups.flatMap(({ phase, tier, rate, outputTokensPerSecond, goodput }): LoadRate[] => [
    { name: 'load_requests_per_second', profile, phase, tier, value: rate },
    { name: 'load_output_tokens_per_second', profile, phase, tier, value: outputTokensPerSecond },
    ...(goodput?.ofOffered === undefined
      ? []
      : [{ name: 'load_goodput_ratio' as const, profile, phase, tier, value: goodput.ofOffered }]),
  ]);
  const counts = (prometheus?.counts ?? []).flatMap(({ metric, phase = '', tier = '', client, platform }) =>
    client === undefined || platform === undefined
      ? []
      : [{ profile, phase, tier, counter: metric, platform, client: client.from }],
  );
  return { points, rates, counts };
}
