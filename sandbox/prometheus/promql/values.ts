import type { Labels } from '../labels.ts';

export interface VectorSample {
  labels: Labels;
  value: number;
  /** When the sample was taken, Unix milliseconds; of use to timestamp() alone. */
  takenAt: number;
}

export interface RangePoint {
  at: number;
  value: number;
}

export interface RangeSeries {
  labels: Labels;
  points: RangePoint[];
}

export type Value =
  | { type: 'scalar'; value: number }
  | { type: 'string'; value: string }
  | { type: 'vector'; samples: VectorSample[] }
  /** `from` and `to`: the range asked for, Unix milliseconds. */
  | { type: 'matrix'; series: RangeSeries[]; from: number; to: number };
