import { type Labels, NAME } from '../labels.ts';
import type { Expression } from './syntax.ts';
import type { Value } from './values.ts';

/** absent and absent_over_time: 1, with the labels that the selector fixes, where there is nothing; else nothing. */
export function absent(of: Expression | undefined, value: Value | undefined, at: number): Value {
  const found = value?.type === 'vector' ? value.samples.length : value?.type === 'matrix' ? value.series.length : 0;
  if (found > 0) return { type: 'vector', samples: [] };
  return {
    type: 'vector',
    samples: [{ labels: of?.kind === 'selector' ? fixedLabels(of) : {}, value: 1, takenAt: at }],
  };
}

function fixedLabels({ matchers }: Extract<Expression, { kind: 'selector' }>): Labels {
  const labels: Labels = {};
  const twice = new Set<string>();
  for (const { label, operator, value } of matchers) {
    if (label === NAME) continue;
    if (operator !== '=' || Object.hasOwn(labels, label)) twice.add(label);
    labels[label] = value;
  }
  return Object.fromEntries(Object.entries(labels).filter(([label]) => !twice.has(label)));
}
