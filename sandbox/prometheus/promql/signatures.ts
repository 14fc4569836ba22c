import type { ValueType } from './syntax.ts';

interface Signature {
  takes: ValueType[];
  /** How many of the last arguments may be left out. */
  optional?: number;
  gives: ValueType;
}

const overTime: Signature = { takes: ['matrix'], gives: 'vector' };
const elementwise: Signature = { takes: ['vector'], gives: 'vector' };

/** The functions that this evaluator knows. */
export const SIGNATURES: Record<string, Signature> = {
  rate: overTime,
  increase: overTime,
  delta: overTime,
  irate: overTime,
  idelta: overTime,
  resets: overTime,
  changes: overTime,
  sum_over_time: overTime,
  avg_over_time: overTime,
  min_over_time: overTime,
  max_over_time: overTime,
  count_over_time: overTime,
  last_over_time: overTime,
  present_over_time: overTime,
  absent_over_time: overTime,
  absent: elementwise,
  abs: elementwise,
  ceil: elementwise,
  floor: elementwise,
  sqrt: elementwise,
  exp: elementwise,
  ln: elementwise,
  sort: elementwise,
  sort_desc: elementwise,
  timestamp: elementwise,
  round: { takes: ['vector', 'scalar'], optional: 1, gives: 'vector' },
  clamp_min: { takes: ['vector', 'scalar'], gives: 'vector' },
  clamp_max: { takes: ['vector', 'scalar'], gives: 'vector' },
  clamp: { takes: ['vector', 'scalar', 'scalar'], gives: 'vector' },
  histogram_quantile: { takes: ['scalar', 'vector'], gives: 'vector' },
  label_replace: { takes: ['vector', 'string', 'string', 'string', 'string'], gives: 'vector' },
  scalar: { takes: ['vector'], gives: 'scalar' },
  vector: { takes: ['scalar'], gives: 'vector' },
  time: { takes: [], gives: 'scalar' },
};
