import { Hono } from 'hono';
import { queryResult, success } from './answers.ts';
import { type Labels, labelsKey, NAME, sortedLabels } from './labels.ts';
import { checkTimeout, parametersOf, stepMs, timeMs } from './parameters.ts';
import { BadQuery } from './promql/errors.ts';
import { evaluate } from './promql/evaluate.ts';
import { parsePromql } from './promql/parse.ts';
import type { Expression } from './promql/syntax.ts';
import { checkTypes, TYPE_TITLES } from './promql/types.ts';
import type { RangePoint, Value } from './promql/values.ts';
import type { Matches, Storage } from './storage.ts';

/** As Prometheus: more points in one series is a mistake of the caller's. */
const MAX_STEPS = 11_000;
const METHODS = ['GET', 'POST'];

/** /query, /query_range, /series, /labels and /label/NAME/values. */
export function queryApi(storage: Storage): Hono {
  const app = new Hono();
  app.on(METHODS, '/query', async (c) => {
    const parameters = await parametersOf(c);
    const at = timeMs(parameters, 'time', Date.now());
    checkTimeout(parameters);
    return success(c, queryResult(evaluate(storage, queryOf(parameters), at), at));
  });
  app.on(METHODS, '/query_range', async (c) => {
    const parameters = await parametersOf(c);
    return success(c, queryResult(rangeQuery(storage, parameters), Date.now()));
  });
  app.on(METHODS, '/series', async (c) => {
    const parameters = await parametersOf(c);
    if (!parameters.has('match[]')) throw new BadQuery('no match[] parameter provided');
    return success(c, seriesOf(storage, parameters));
  });
  app.on(METHODS, '/labels', async (c) => {
    const names = seriesOf(storage, await parametersOf(c)).flatMap((labels) => Object.keys(labels));
    return success(c, [...new Set(names)].sort());
  });
  app.get('/label/:name/values', async (c) => {
    const name = c.req.param('name');
    if (!/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name)) throw new BadQuery(`invalid label name: ${JSON.stringify(name)}`);
    const values = seriesOf(storage, await parametersOf(c)).flatMap((labels) => labels[name] ?? []);
    return success(c, [...new Set(values)].sort());
  });
  return app;
}

/** The expression of an instant query, whose errors name the parameter. */
function queryOf(parameters: URLSearchParams): Expression {
  try {
    return parsePromql(parameters.get('query') ?? '');
  } catch (error) {
    if (error instanceof BadQuery) throw new BadQuery(`invalid parameter "query": ${error.message}`);
    throw error;
  }
}

function rangeQuery(storage: Storage, parameters: URLSearchParams): Value {
  const start = timeMs(parameters, 'start');
  const end = timeMs(parameters, 'end');
  const step = stepMs(parameters);
  if (end < start) throw new BadQuery('invalid parameter "end": end timestamp must not be before start time');
  if ((end - start) / step > MAX_STEPS) {
    throw new BadQuery(
      'exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution (?step=XX)',
    );
  }
  checkTimeout(parameters);
  const expression = parsePromql(parameters.get('query') ?? '');
  const type = checkTypes(expression);
  if (type !== 'scalar' && type !== 'vector') {
    throw new BadQuery(
      `invalid expression type "${TYPE_TITLES[type]}" for range query, must be Scalar or instant Vector`,
    );
  }
  const series = new Map<string, { labels: Labels; points: RangePoint[] }>();
  for (let at = start; at <= end; at += step) {
    for (const { labels, value: number } of samplesOf(evaluate(storage, expression, at))) {
      const key = labelsKey(labels);
      const entry = series.get(key) ?? { labels, points: [] };
      entry.points.push({ at, value: number });
      series.set(key, entry);
    }
  }
  const sorted = [...series].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
  return { type: 'matrix', series: sorted, from: start, to: end };
}

function samplesOf(value: Value): { labels: Labels; value: number }[] {
  if (value.type === 'scalar') return [{ labels: {}, value: value.value }];
  return value.type === 'vector' ? value.samples : [];
}

/** Labels of the series that any `match[]` selects (all without one) and that have a value between `start` and `end`. */
function seriesOf(storage: Storage, parameters: URLSearchParams): Labels[] {
  const start = timeMs(parameters, 'start', 0);
  const end = timeMs(parameters, 'end', Date.now());
  const matches = parameters.getAll('match[]').map(selectorOf);
  const wanted: Matches =
    matches.length === 0
      ? ({ [NAME]: name }) => name !== undefined
      : (labels) => matches.some((match) => match(labels));
  return storage
    .select(wanted)
    .filter(({ points }) => points.some(({ at, value }) => value !== null && at >= start && at <= end))
    .map(({ labels }) => sortedLabels(labels));
}

function selectorOf(text: string): Matches {
  const expression = parsePromql(text);
  if (expression.kind === 'selector' && expression.rangeMs === undefined && expression.offsetMs === 0)
    return expression.matches;
  throw new BadQuery('invalid parameter "match[]": expected type vector selector');
}
