import type { Layout } from '../../layouts/layout.ts';
import { METRIC_NAMES, type MetricFamily } from '../../layouts/metric-names.ts';
import { nearest } from '../nearest.ts';

/** What a release's metrics are called, as far as it is written down (layouts/metric-names.yaml). */
export interface KnownNames {
  /** false: there is no such metric; undefined: not known, as another component's. */
  has(metric: string): boolean | undefined;
  /** Labels that the metric's series have or may have; undefined where that is not known. */
  labels(metric: string): ReadonlySet<string> | undefined;
  near(metric: string): string | undefined;
}

/** Names of the release of a layout. */
export function knownNames(layout: Pick<Layout, 'name' | 'policies'>, names = METRIC_NAMES): KnownNames {
  const byName = new Map<string, ReadonlySet<string>>();
  const families = names.families.filter((family) => !isAbsent(family, layout.name));
  for (const { metrics, labels: shared } of families)
    for (const { name, type, labels, telemetry } of metrics) {
      const own = [
        ...shared,
        ...labels,
        ...(telemetry === true ? layout.policies.telemetryLabels : []),
        ...names.ofTheScrape,
      ];
      for (const [suffix, more] of SERIES[type]) byName.set(`${name}${suffix}`, new Set([...own, ...more]));
    }
  return {
    has(metric) {
      if (byName.has(metric)) return true;
      const family = familyOf(names.families, metric);
      if (family === undefined) return undefined;
      return family.complete || !families.includes(family) ? false : undefined;
    },
    labels: (metric) => byName.get(metric),
    near: (metric) => nearest(metric, [...byName.keys()]),
  };
}

/** Whether a text names a metric that a component of MaaS exposes, or means to: by how it begins. */
export function isOfMaas(query: string, names = METRIC_NAMES): boolean {
  const words = query.match(/[a-zA-Z_:][a-zA-Z0-9_:]*/g) ?? [];
  return words.some((word) => familyOf(names.families, word) !== undefined);
}

/** Of a release, and so of each of its flavours, which are called by it. */
const isAbsent = ({ absentIn }: MetricFamily, layout: string): boolean =>
  Object.keys(absentIn).some((name) => layout === name || layout.startsWith(`${name}-`));

/** The component whose metric this is, by how its name begins. */
function familyOf(families: readonly MetricFamily[], metric: string): MetricFamily | undefined {
  return families.find(({ prefixes }) => prefixes.some((prefix) => metric.startsWith(prefix)));
}

/** What a metric of a type is in series: suffix of the name, and the labels that come with it. */
const SERIES: Record<MetricFamily['metrics'][number]['type'], readonly (readonly [string, readonly string[]])[]> = {
  counter: [['', []]],
  gauge: [['', []]],
  histogram: [
    ['_bucket', ['le']],
    ['_count', []],
    ['_sum', []],
  ],
  summary: [
    ['', ['quantile']],
    ['_count', []],
    ['_sum', []],
  ],
};
