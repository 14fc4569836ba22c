import type { Context } from 'hono';
import { BadQuery } from './promql/errors.ts';
import { durationMs } from './promql/literals.ts';

/** The parameters of a request: its query string and, for a POST, its form. */
export async function parametersOf(c: Context): Promise<URLSearchParams> {
  const parameters = new URL(c.req.url).searchParams;
  if (c.req.method !== 'POST') return parameters;
  const form = new URLSearchParams(await c.req.text());
  return new URLSearchParams([...parameters, ...form]);
}

/** A time parameter in Unix milliseconds, whole ones: Unix seconds or RFC 3339. */
export function timeMs(parameters: URLSearchParams, name: string, fallback?: number): number {
  const text = parameters.get(name) ?? '';
  if (text === '' && fallback !== undefined) return fallback;
  const value = /^-?\d+(\.\d+)?$/.test(text) ? Math.round(Number(text) * 1_000) : Date.parse(text);
  if (!Number.isNaN(value)) return value;
  // The time of an instant query is read by other code of Prometheus than the ends of a range.
  const where = name === 'time' ? "Invalid time value for 'time': " : '';
  throw invalid(name, `${where}cannot parse ${JSON.stringify(text)} to a valid timestamp`);
}

/** A positive step in milliseconds: seconds, or a duration. */
export function stepMs(parameters: URLSearchParams): number {
  const step = duration(parameters, 'step');
  if (step > 0) return step;
  throw invalid('step', 'zero or negative query resolution step widths are not accepted. Try a positive integer');
}

/** Refuses a `timeout` that is no duration. Nothing here takes so long. */
export function checkTimeout(parameters: URLSearchParams): void {
  if (parameters.get('timeout')) duration(parameters, 'timeout');
}

function duration(parameters: URLSearchParams, name: string): number {
  const text = parameters.get(name) ?? '';
  try {
    return durationMs(text);
  } catch {
    throw invalid(name, `cannot parse ${JSON.stringify(text)} to a valid duration`);
  }
}

const invalid = (name: string, reason: string): BadQuery => new BadQuery(`invalid parameter "${name}": ${reason}`);
