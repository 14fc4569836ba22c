import { Agent, fetch } from 'undici';
import { places } from '../../sandbox/edits/places.ts';
import { type Admitted, admission } from '../../sandbox/gateway/admission.ts';
import type { Call } from '../../sandbox/gateway/call.ts';
import { catalogueAccess } from '../../sandbox/gateway/catalogue-access.ts';
import type { Authenticated } from '../../sandbox/gateway/identity.ts';
import { type Inference, inference } from '../../sandbox/gateway/inference.ts';
import { inferenceAuthentication } from '../../sandbox/gateway/inference-authentication.ts';
import { managementAuthentication } from '../../sandbox/gateway/management-authentication.ts';
import { type GatewayMetrics, gatewayMetrics } from '../../sandbox/gateway/metrics.ts';
import { type ServedModel, servedModels } from '../../sandbox/gateway/served-models.ts';
import { type Destination, isServing } from '../../sandbox/gateway/to-model.ts';
import { type Limiter, limiter } from '../../sandbox/limiter/limiter.ts';
import { type MaasApi, maasApi } from '../../sandbox/maas-api/maas-api.ts';
import { following } from '../../sandbox/running.ts';
import type { World } from '../../sandbox/world.ts';

/** The sandbox's components behind Envoy. */
export interface BackEnds {
  models(): ServedModel[];
  api: MaasApi;
  /** Whether anything serves the API, or a model. */
  isUp(model: ServedModel | 'maas-api'): boolean;
  admitInference(call: Call, destination: Destination): Promise<Admitted>;
  authenticateInference(headers: Headers): Promise<Authenticated>;
  authenticateManagement(headers: Headers, path: string): Promise<Authenticated>;
  limiter: Limiter;
  metrics: GatewayMetrics;
  close(): Promise<void>;
}

/** `gatewayUrl`: where maas-api sends the requests by which it finds out who may use a model. */
export function backEnds(world: World, gatewayUrl: string): BackEnds {
  const metrics = gatewayMetrics(world);
  const models = servedModels(world);
  const authenticateInference = inferenceAuthentication(world);
  const parts = { authenticate: authenticateInference, limiter: limiter(world), metrics };
  const asked = throughGateway(gatewayUrl, inference(world, parts));
  const access = catalogueAccess(world, { models, infer: asked.infer, authenticate: authenticateInference });
  const apiPods = following(world, places(world).api);
  return {
    models,
    api: maasApi(world, access),
    isUp: (model) =>
      model === 'maas-api' ? !world.behaviour.maasApi.down && !apiPods.isGone() : isServing(world, model),
    admitInference: admission(world, parts),
    authenticateInference,
    authenticateManagement: managementAuthentication(world),
    limiter: parts.limiter,
    metrics,
    close: asked.close,
  };
}

const BAD_GATEWAY = 502;

/** Sends what is counted through Envoy; what is not, no request of the release's shows: it is answered here. */
function throughGateway(gatewayUrl: string, here: Inference): { infer: Inference; close(): Promise<void> } {
  // A wrong certificate is the clients' business: maas-api's own requests do not depend on it.
  const dispatcher = new Agent({ connect: { rejectUnauthorized: false } });
  const infer: Inference = async (call, destination, options) => {
    if (options?.counted === false) return here(call, destination, options);
    const headers = Object.fromEntries(call.request.headers);
    const sent = { method: call.method, headers, dispatcher };
    const answer = await fetch(`${gatewayUrl}${call.path}`, sent).catch(() => undefined);
    await answer?.body?.cancel();
    return new Response(null, { status: answer?.status ?? BAD_GATEWAY });
  };
  return { infer, close: () => dispatcher.destroy() };
}
