import type { Context } from 'hono';
import { sortedLabels } from './labels.ts';
import { BadQuery, ExecutionError } from './promql/errors.ts';
import type { Value } from './promql/values.ts';

/** Prometheus' envelope of a success. */
export const success = (c: Context, data: unknown): Response => c.json({ status: 'success', data });

/** Prometheus' envelope of an error, with its status. */
export function failure(c: Context, error: unknown): Response {
  if (error instanceof BadQuery) return envelope(c, 400, 'bad_data', error.message);
  if (error instanceof ExecutionError) return envelope(c, 422, 'execution', error.message);
  return envelope(c, 500, 'internal', error instanceof Error ? error.message : String(error));
}

function envelope(c: Context, status: 400 | 422 | 500, errorType: string, error: string): Response {
  return c.json({ status: 'error', errorType, error }, status);
}

/** A number as the API writes it: a string, since JSON has no infinities, and never with an exponent. */
export function numberText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  if (Object.is(value, -0)) return '-0';
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value)) ?? [];
  return `${sign}${shifted(whole, fraction, Number(exponent))}`;
}

/** `whole.fraction` with its point moved to the right, or to the left where `places` is negative. */
function shifted(whole: string, fraction: string, places: number): string {
  if (places === 0) return fraction === '' ? whole : `${whole}.${fraction}`;
  if (places < 0) return `0.${(whole + fraction).padStart(whole.length + fraction.length - places - 1, '0')}`;
  return (whole + fraction).padEnd(whole.length + places, '0');
}

/** The result of an instant query at `at`, Unix milliseconds. */
export function queryResult(value: Value, at: number): { resultType: string; result: unknown } {
  const moment = at / 1_000;
  switch (value.type) {
    case 'scalar':
      return { resultType: 'scalar', result: [moment, numberText(value.value)] };
    case 'string':
      return { resultType: 'string', result: [moment, value.value] };
    case 'vector':
      return {
        resultType: 'vector',
        result: value.samples.map(({ labels, value: number }) => ({
          metric: sortedLabels(labels),
          value: [moment, numberText(number)],
        })),
      };
    case 'matrix':
      return {
        resultType: 'matrix',
        result: value.series.map(({ labels, points }) => ({
          metric: sortedLabels(labels),
          values: points.map((point) => [point.at / 1_000, numberText(point.value)]),
        })),
      };
  }
}
