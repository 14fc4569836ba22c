import { setTimeout as delay } from 'node:timers/promises';
import { limiter } from '../limiter/limiter.ts';
import { GROUP_HEADER, USERNAME_HEADER } from '../maas-api/identity-headers.ts';
import { type MaasApi, maasApi } from '../maas-api/maas-api.ts';
import { podWriter } from '../pod-writer.ts';
import type { World } from '../world.ts';
import { mayUse } from './access.ts';
import { type Authenticator, authenticator } from './authentication.ts';
import type { Call } from './call.ts';
import { forwarded } from './call.ts';
import { inference } from './inference.ts';
import { type GatewayMetrics, gatewayMetrics } from './metrics.ts';
import { local, refused } from './replies.ts';
import { type ServedModel, servedModels } from './served-models.ts';

const PROBE_BODY = new Uint8Array(0);
/** Above so many requests in flight, a gateway that cannot cache identities refuses valid tokens. */
const LOADED = 16;
const BURST_SETTLES_MS = 10;

/** The gateway without its socket: answers one call. Throws a Disconnect where the connection is to be closed. */
export function gateway(world: World): (call: Call) => Promise<Response> {
  const { gateway: behaviour } = world.behaviour;
  const metrics = gatewayMetrics(world);
  const identity = authenticator(world);
  const models = servedModels(world);
  const infer = inference(world, { authenticator: identity, limiter: limiter(world), metrics });

  const api = maasApi(world, {
    models,
    async mayUse(authorization, listed, { counted }) {
      const served = models().find(
        ({ resource, namespace }) => resource === listed.resource && namespace === listed.namespace,
      );
      if (served === undefined) return false;
      const probe = probeOf(world, authorization, served);
      if (world.installation === 'maas-0.0.2')
        return (await infer(probe, { model: served, path: CHAT }, { counted })).ok;
      const caller = await identity.inference(probe.request.headers);
      if (counted && !(await infer(probe, { model: served, path: CHAT })).ok) return false;
      return 'open' in caller || ('identity' in caller && mayUse(world, caller.identity, served));
    },
  });

  const route = world.installation === 'guide' ? guideRoute : releaseRoute;
  const log = podWriter(world, { prefix: 'maas-default-gateway' });
  let inFlight = 0;
  const early = async (call: Call): Promise<Response | undefined> => {
    if (behaviour.answersAllWith !== undefined) return local(behaviour.answersAllWith);
    // Whoever arrives in the same burst is counted before the first of it is answered.
    if (behaviour.errorsAbove !== undefined || behaviour.refusesValidTokensUnderLoad) await delay(BURST_SETTLES_MS);
    if (behaviour.errorsAbove !== undefined && inFlight > behaviour.errorsAbove) return local(500);
    if (behaviour.refusesValidTokensUnderLoad && inFlight > LOADED) {
      return refused(world, call.request, { status: 401, reason: 'not authenticated', realm: 'service-accounts' });
    }
    if (behaviour.unrouted.some((prefix) => call.path.startsWith(prefix))) return local(404);
    return undefined;
  };

  return async (call) => {
    inFlight += 1;
    try {
      const answer = (await early(call)) ?? (await route(world, { call, models, infer, api, identity, metrics }));
      const { response, destination } =
        answer instanceof Response ? { response: answer, destination: 'unknown' } : answer;
      if (response.headers.get('x-envoy-ratelimited') === null) metrics.answered(response.status, destination);
      log(`[${new Date().toISOString()}] "${call.method} ${call.path} HTTP/1.1" ${response.status} ${call.requestId}`);
      return response;
    } finally {
      inFlight -= 1;
    }
  };
}

const CHAT = '/v1/chat/completions';

interface Routing {
  call: Call;
  models: () => ServedModel[];
  infer: ReturnType<typeof inference>;
  api: MaasApi;
  identity: Authenticator;
  metrics: GatewayMetrics;
}
interface Answer {
  response: Response;
  destination: string;
}

const unknownPath = (world: World): Answer => {
  const status = world.behaviour.gateway.unknownPathStatus ?? 404;
  return { response: local(status), destination: 'unknown' };
};

/** The guide's routes: /maas-api/* and /v1/*; the body names the model. */
async function guideRoute(world: World, routing: Routing): Promise<Answer> {
  const { call, models, infer, identity, api } = routing;
  if (/^\/maas-api(\/|$)/.test(call.path)) return managed(world, routing, call.path);
  if (!call.path.startsWith('/v1/')) return unknownPath(world);
  if (call.path === '/v1/models') {
    const caller = await identity.inference(call.request.headers);
    if ('refusal' in caller) return { response: refused(world, call.request, caller.refusal), destination: 'maas-api' };
    return { response: await api.handle(forwarded(call, call.path)), destination: 'maas-api' };
  }
  const all = models();
  const wanted = modelNamed(call);
  const named = all.find(({ servedName }) => servedName === wanted);
  const model = named ?? all[0];
  const response = await infer(call, { model, path: call.path, unnamed: named === undefined });
  return { response, destination: model?.resource ?? 'unknown' };
}

/** The model that a body names, also one that is broken off after it; undefined for a body that names none. */
function modelNamed(call: Call): unknown {
  const text = new TextDecoder().decode(call.body);
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null ? Reflect.get(body, 'model') : undefined;
  } catch {
    return /"model"\s*:\s*"([^"]*)"/.exec(text)?.[1];
  }
}

/** The release's routes: /v1/models, /maas-api/* without its prefix, and /<namespace>/<resource>/* to that model. */
async function releaseRoute(world: World, routing: Routing): Promise<Answer> {
  const { call, models, infer } = routing;
  if (call.path === '/v1/models' || call.path.startsWith('/v1/models/')) return managed(world, routing, call.path);
  const [prefixed, rest] = /^\/maas-api(\/.*)?$/.exec(call.path) ?? [];
  if (prefixed !== undefined) return managed(world, routing, rest ?? '/');
  const all = models();
  const [, namespace, resource, path] = /^\/([^/]+)\/([^/]+)(\/.*)?$/.exec(call.path) ?? [];
  if (!all.some((model) => model.namespace === namespace)) return unknownPath(world);
  const model = all.find((candidate) => candidate.namespace === namespace && candidate.resource === resource);
  const response = await infer(call, { model, path: path ?? '/' });
  return { response, destination: model?.resource ?? 'unknown' };
}

/** The management API, behind its own policy, which names the caller to it. */
async function managed(world: World, { call, identity, api, metrics }: Routing, path: string): Promise<Answer> {
  const destination = 'maas-api';
  const result = await identity.management(call.request.headers, path);
  if ('refusal' in result) {
    metrics.decided('UNAUTHENTICATED');
    return { response: refused(world, call.request, result.refusal), destination };
  }
  if ('open' in result) return { response: await api.handle(forwarded(call, path)), destination };
  metrics.decided('OK');
  const { username, groups } = result.identity;
  const headers = { [USERNAME_HEADER]: username, [GROUP_HEADER]: JSON.stringify(groups) };
  return { response: await api.handle(forwarded(call, path, headers)), destination };
}

/** The request by which maas-api asks whether a caller may use a model. */
function probeOf(world: World, authorization: string, model: ServedModel): Call {
  const path = world.installation === 'guide' ? CHAT : `/${model.namespace}/${model.resource}${CHAT}`;
  const request = new Request(`http://gateway${path}`, { method: 'OPTIONS', headers: { authorization } });
  return { request, method: 'OPTIONS', path, query: '', body: PROBE_BODY, requestId: crypto.randomUUID() };
}
