import { type Labels, labelsKey, NAME, omit, pick } from '../labels.ts';
import { inOrder } from './order.ts';
import { quantile } from './quantile.ts';
import type { AggregationName, Grouping } from './syntax.ts';
import type { VectorSample } from './values.ts';

interface Group {
  labels: Labels;
  samples: VectorSample[];
}

/** Aggregates a vector by groups of labels. `parameter` is k of topk and bottomk, φ of quantile. */
export function aggregate(
  name: AggregationName,
  grouping: Grouping,
  samples: VectorSample[],
  parameter: number,
): VectorSample[] {
  const groups = new Map<string, Group>();
  for (const sample of samples) {
    const labels = grouping.by ? pick(sample.labels, grouping.labels) : omit(sample.labels, [...grouping.labels, NAME]);
    const key = labelsKey(labels);
    const group = groups.get(key) ?? { labels, samples: [] };
    group.samples.push(sample);
    groups.set(key, group);
  }
  return [...groups.values()].flatMap((group) => {
    if (name === 'topk' || name === 'bottomk') return extreme(name, parameter, group.samples);
    const value = reduced(
      name,
      group.samples.map((sample) => sample.value),
      parameter,
    );
    return [{ labels: group.labels, value, takenAt: Math.max(...group.samples.map(({ takenAt }) => takenAt)) }];
  });
}

/** topk and bottomk keep whole samples, labels and all. */
function extreme(name: 'topk' | 'bottomk', k: number, samples: VectorSample[]): VectorSample[] {
  return inOrder(samples, name === 'topk' ? -1 : 1).slice(0, Math.max(0, Math.trunc(k)));
}

function reduced(name: Exclude<AggregationName, 'topk' | 'bottomk'>, values: number[], parameter: number): number {
  const real = values.filter((value) => !Number.isNaN(value));
  switch (name) {
    case 'sum':
      return values.reduce((sum, value) => sum + value, 0);
    case 'avg':
      return values.reduce((sum, value) => sum + value, 0) / values.length;
    case 'min':
      return real.length === 0 ? Number.NaN : Math.min(...real);
    case 'max':
      return real.length === 0 ? Number.NaN : Math.max(...real);
    case 'count':
      return values.length;
    case 'group':
      return 1;
    case 'quantile':
      return quantile(parameter, values);
  }
}
