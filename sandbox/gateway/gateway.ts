import { setTimeout as delay } from 'node:timers/promises';
import { limiter } from '../limiter/limiter.ts';
import { maasApi } from '../maas-api/maas-api.ts';
import { podWriter } from '../pod-writer.ts';
import type { World } from '../world.ts';
import type { Call } from './call.ts';
import { catalogueAccess } from './catalogue-access.ts';
import { guideRoutes } from './guide-routes.ts';
import { inference } from './inference.ts';
import { inferenceAuthentication } from './inference-authentication.ts';
import { lenientCredentials } from './lenient-credentials.ts';
import { managementAuthentication } from './management-authentication.ts';
import { gatewayMetrics } from './metrics.ts';
import { releaseRoutes } from './release-routes.ts';
import { local, refused } from './replies.ts';
import { requestRate } from './request-rate.ts';
import type { Routing } from './routing.ts';
import { servedModels } from './served-models.ts';

/** Above so many requests in flight, a gateway that cannot cache identities refuses valid tokens. */
const LOADED = 16;
const BURST_SETTLES_MS = 10;

/** The gateway without its socket: answers one call. Throws a Disconnect where the connection is to be closed. */
export function gateway(world: World): (call: Call) => Promise<Response> {
  const route = world.installation === 'guide' ? guideRoutes : releaseRoutes;
  const routing = routingOf(world);
  const log = podWriter(world, { prefix: 'maas-default-gateway' });
  const perSecond = requestRate();
  let inFlight = 0;
  return async (received) => {
    const call = lenientCredentials(world, received);
    inFlight += 1;
    try {
      const early = (await answeredEarly(world, call, () => inFlight)) ?? tooOften(world, call, perSecond);
      const { response, destination } =
        early === undefined ? await route(world, routing, call) : { response: early, destination: 'unknown' };
      // Refusals of the limiter are the shim's own replies, which Envoy's counter does not see (FM-70).
      if (!response.headers.has('x-envoy-ratelimited')) routing.metrics.answered(response.status, destination);
      log(`[${new Date().toISOString()}] "${call.method} ${call.path} HTTP/1.1" ${response.status} ${call.requestId}`);
      return response;
    } finally {
      inFlight -= 1;
    }
  };
}

function routingOf(world: World): Routing {
  const metrics = gatewayMetrics(world);
  const models = servedModels(world);
  const authenticateInference = inferenceAuthentication(world);
  const infer = inference(world, { authenticate: authenticateInference, limiter: limiter(world), metrics });
  const api = maasApi(world, catalogueAccess(world, { models, infer, authenticate: authenticateInference }));
  const authenticateManagement = managementAuthentication(world);
  return { models, infer, api, authenticateInference, authenticateManagement, metrics };
}

/** What a gateway that is wrong answers before it looks at the request; undefined when healthy. */
async function answeredEarly(world: World, call: Call, inFlight: () => number): Promise<Response | undefined> {
  const { answersAllWith, errorsAbove, internalHosts, internalPaths, refusesValidTokensUnderLoad, unrouted } =
    world.behaviour.gateway;
  if (answersAllWith !== undefined) return local(answersAllWith);
  const internal = internalHosts[call.request.headers.get('host') ?? ''] ?? internalPaths[call.path];
  if (internal !== undefined) return local(200, internal);
  if (unrouted.some((prefix) => call.path.startsWith(prefix))) return local(404);
  if (errorsAbove === undefined && !refusesValidTokensUnderLoad) return undefined;
  // Whoever arrives in the same burst is counted before the first of it is answered.
  await delay(BURST_SETTLES_MS);
  if (errorsAbove !== undefined && inFlight() > errorsAbove) return local(500);
  if (refusesValidTokensUnderLoad && inFlight() > LOADED) {
    return refused(world, call.request, { status: 401, reason: 'not authenticated', realm: 'service-accounts' });
  }
  return undefined;
}

/** The refusal of a valid token that comes too often: each request is a review of its own, and reviews are throttled. */
function tooOften(world: World, call: Call, perSecond: (key: string) => number): Response | undefined {
  const most = world.behaviour.gateway.refusesTokenAbovePerSecond;
  const authorization = call.request.headers.get('authorization');
  if (most === undefined || authorization === null || perSecond(authorization) <= most) return undefined;
  return refused(world, call.request, { status: 401, reason: 'not authenticated', realm: 'service-accounts' });
}
