import type { Layout } from '../../layouts/layout.ts';
import { isOfMaas } from '../../platform/metrics/known-names.ts';
import type { Metrics } from '../../platform/metrics/metrics.ts';
import type { Extra } from './collect.ts';
import { jsonExtra, type Place } from './extra.ts';

/** Names in one query: a longer one would not fit into a URL. */
const NAMES_A_QUERY = 40;

/** Every series, as it is now, of MaaS's metrics and of those that the checks ask for. */
async function samples(metrics: Metrics, layout: Layout): Promise<unknown> {
  const { limiter, admitted, refused, tokens, gateway, authorino } = layout.metrics;
  const asked = [
    ...limiter,
    admitted,
    refused,
    tokens?.counter ?? admitted,
    gateway.answers,
    authorino.decisions,
    'up',
  ];
  const names = [...new Set([...(await metrics.names()).filter((name) => isOfMaas(name)), ...asked])];
  const found: Record<string, unknown> = {};
  for (let from = 0; from < names.length; from += NAMES_A_QUERY) {
    const query = `{__name__=~"${names.slice(from, from + NAMES_A_QUERY).join('|')}"}`;
    found[query] = await metrics.query(query);
  }
  return { at: await metrics.time(), url: metrics.url.href, reachedBy: metrics.reachedBy, queries: found };
}

/** Prometheus as the checks ask it: what it scrapes, which rules it has, and MaaS's series. */
export function metricsExtras(open: () => Promise<Metrics>, layout: Layout, place: Place): Extra[] {
  const part = (name: string, ask: (metrics: Metrics) => Promise<unknown>): Extra =>
    jsonExtra(`metrics: ${name}`, ['metrics', `${name}.json`], place, async () => ask(await open()));
  return [
    part('targets', (metrics) => metrics.targets()),
    part('rules', (metrics) => metrics.rules()),
    part('samples', (metrics) => samples(metrics, layout)),
  ];
}
