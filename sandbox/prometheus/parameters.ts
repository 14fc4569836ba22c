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

export function required(parameters: URLSearchParams, name: string): string {
  const value = parameters.get(name);
  if (value === null || value === '') throw new BadQuery(`invalid parameter "${name}": empty`);
  return value;
}

/** A time parameter in Unix milliseconds: Unix seconds or RFC 3339. */
export function timeMs(parameters: URLSearchParams, name: string, fallback?: number): number {
  const text = parameters.get(name);
  if (text === null || text === '') {
    if (fallback !== undefined) return fallback;
    throw new BadQuery(`invalid parameter "${name}": cannot parse "" to a valid timestamp`);
  }
  const value = /^-?\d+(\.\d+)?$/.test(text) ? Number(text) * 1_000 : Date.parse(text);
  if (Number.isNaN(value)) {
    throw new BadQuery(`invalid parameter "${name}": cannot parse ${JSON.stringify(text)} to a valid timestamp`);
  }
  return value;
}

/** A positive step in milliseconds: seconds, or a duration. */
export function stepMs(parameters: URLSearchParams): number {
  const text = required(parameters, 'step');
  const step = durationMs(text);
  if (step > 0) return step;
  throw new BadQuery('zero or negative query resolution step widths are not accepted. Try a positive integer');
}
