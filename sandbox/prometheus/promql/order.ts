import type { VectorSample } from './values.ts';

/** Samples by their values, ascending (1) or descending (-1); NaN comes last in both. */
export function inOrder(samples: readonly VectorSample[], direction: 1 | -1): VectorSample[] {
  return samples.toSorted((a, b) => {
    if (Number.isNaN(a.value) || Number.isNaN(b.value))
      return Number(Number.isNaN(a.value)) - Number(Number.isNaN(b.value));
    return direction * (a.value - b.value);
  });
}
