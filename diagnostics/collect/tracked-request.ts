import type { Layout } from '../../layouts/layout.ts';
import type { Gateway, GatewayAnswer } from '../../platform/gateway/gateway.ts';
import type { Identity } from '../../platform/identities/identities.ts';
import type { Metrics } from '../../platform/metrics/metrics.ts';
import { listedModels } from '../../platform/models/catalogue.ts';
import { Inconclusive } from '../../platform/outcome.ts';
import type { Extra } from './collect.ts';
import { jsonExtra, type Place } from './extra.ts';
import type { Heard } from './logs.ts';

/** What is needed to send a request as a caller. */
export interface Tracking {
  gateway: () => Promise<Gateway>;
  /** The caller; throws Inconclusive where there is none. */
  caller: () => Promise<Identity>;
  metrics: () => Promise<Metrics>;
  layout: Layout;
}

/** One request that is followed through the installation: where its tracking id shows, and which counters moved. */
export interface Tracked {
  /** Sends it. It must be collected before the logs are. */
  extra: Extra;
  heard: Heard;
  /** Where it was seen; collected after the logs. */
  path: Extra;
}

interface Seen {
  where: string;
  line: string;
}

const BODY_SHOWN = 2_000;
/** A request is a line or two in each log. */
const MOST_LINES = 200;

type Counters = Record<string, number>;

async function counters({ metrics, layout }: Tracking): Promise<Counters | string> {
  const { admitted, refused, gateway, authorino } = layout.metrics;
  try {
    const opened = await metrics();
    const sums = await Promise.all(
      [admitted, refused, gateway.answers, authorino.decisions].map(async (name) => {
        const samples = await opened.query(`sum(${name})`);
        return [name, samples[0]?.value ?? 0] as const;
      }),
    );
    return Object.fromEntries(sums);
  } catch (error) {
    if (error instanceof Inconclusive) return error.message;
    throw error;
  }
}

async function send(tracking: Tracking): Promise<{ answer: GatewayAnswer; request: object }> {
  const { layout } = tracking;
  const gateway = await tracking.gateway();
  const as = await tracking.caller();
  const [model] = await listedModels(gateway, layout, as);
  if (model === undefined) throw new Inconclusive('no model is served');
  const path = `${model.basePath}/chat/completions`;
  const body = { model: model.id, messages: [{ role: 'user', content: 'ping' }], max_tokens: 1 };
  const answer = await gateway.request({ method: 'POST', path, as, body });
  return { answer, request: { method: 'POST', path, as: as.name, tier: as.tier, model: model.id } };
}

/** Follows one request of one token. */
export function trackedRequest(tracking: Tracking, place: Place): Tracked {
  let id: string | undefined;
  let before: Counters | string | undefined;
  const seen: Seen[] = [];
  const extra = jsonExtra('a tracked request', ['tracked-request', 'request.json'], place, async () => {
    before = await counters(tracking);
    const { answer, request } = await send(tracking);
    id = answer.requestId;
    const { status, headers, body, requestId, sentAt, endedAt } = answer;
    return { requestId, request, status, headers, body: body.slice(0, BODY_SHOWN), ms: Math.round(endedAt - sentAt) };
  });
  const heard: Heard = ({ namespace, pod, container }, text) => {
    if (id === undefined || seen.length >= MOST_LINES) return;
    const own = id;
    for (const line of text.includes(own) ? text.split('\n') : [])
      if (line.includes(own)) seen.push({ where: `${namespace}/${pod}/${container}`, line });
  };
  const path = jsonExtra('the path of the tracked request', ['tracked-request', 'path.json'], place, async () => {
    if (id === undefined) throw new Inconclusive('no request was sent');
    return { requestId: id, seenInLogs: seen, counters: { before, after: await counters(tracking) } };
  });
  return { extra, heard, path };
}
