import { setTimeout as delay } from 'node:timers/promises';
import type { ReportedUsage } from '../limiter/call.ts';
import type { Limiter } from '../limiter/limiter.ts';
import { ClosedByModel } from '../model/model.ts';
import type { World } from '../world.ts';
import { mayUse } from './access.ts';
import type { Call } from './call.ts';
import { forwarded } from './call.ts';
import { clocks } from './clocks.ts';
import { expiringCache } from './expiring-cache.ts';
import type { Authenticated, Identity } from './identity.ts';
import { limitedCallOf } from './limited-call.ts';
import type { GatewayMetrics } from './metrics.ts';
import { limited, local, refused } from './replies.ts';
import { rewritten } from './rewriting.ts';
import type { ServedModel } from './served-models.ts';
import { metered } from './usage.ts';

export interface InferenceParts {
  authenticate(headers: Headers): Promise<Authenticated>;
  limiter: Limiter;
  metrics: GatewayMetrics;
}

/** Where a call goes: the model, and the path that it knows. */
interface Destination {
  model: ServedModel | undefined;
  path: string;
  /** true: the request names no model that is served; this one only says so, whoever may use it. */
  unnamed?: boolean;
}

/** Ends the connection instead of answering. */
export class Disconnect extends Error {
  override name = 'Disconnect';
}

/** Answers a call for inference; `counted: false` leaves the limiter out. Throws a Disconnect. */
export type Inference = (call: Call, destination: Destination, options?: { counted?: boolean }) => Promise<Response>;

/** Authentication, access review, limits, the model, and the report of its tokens, in the order of the gateway's filters. */
export function inference(world: World, parts: InferenceParts): Inference {
  const { gateway: behaviour } = world.behaviour;
  const { limiter } = parts;
  const admit = admission(world, parts);
  return async (call, destination, { counted = true } = {}) => {
    const passed = await admit(call, destination);
    if (passed instanceof Response) return passed;
    const limitedCall = limitedCallOf(world, call, passed.identity, destination.model);
    const decision = counted ? await limiter.admit(limitedCall) : 'admitted';
    if (decision === 'error') return local(500);
    if (decision === 'limited') {
      if (behaviour.limitedButForwarded) await toModel(world, call, destination);
      if (behaviour.limitedCutsConnection) throw new Disconnect();
      return limited(world);
    }
    if (behaviour.hangsOnInference && call.method === 'POST') return new Promise<Response>(() => undefined);
    const response = await toModel(world, call, destination);
    if (!counted) return response;
    const report = (usage: ReportedUsage | undefined, streamed: boolean): void =>
      limiter.report(limitedCall, usage, streamed);
    return metered(response, report, { readsOn: !world.behaviour.limiter.ignoresAbortedStreams });
  };
}

/** Authentication and access review: a refusal, or who it is (nobody, where no policy asks). */
function admission(world: World, { authenticate, metrics }: InferenceParts) {
  const reviews = expiringCache<boolean>(world.installation === 'guide' ? 0 : clocks(world.realWindows).access);

  // An unknown model has no roles either: the release refuses it here, before its missing route is noticed.
  const isAllowed = async (identity: Identity, { path }: Call, { model, unnamed }: Destination): Promise<boolean> =>
    model === undefined || unnamed === true
      ? world.installation === 'guide'
      : reviews.get(`${identity.username}:${path}`, async () => mayUse(world, identity, model));

  return async (call: Call, destination: Destination): Promise<Response | { identity?: Identity }> => {
    const result = await authenticate(call.request.headers);
    if ('open' in result) return {};
    if ('refusal' in result) {
      metrics.decided('UNAUTHENTICATED');
      if (world.behaviour.gateway.deniedButForwarded) await toModel(world, call, destination);
      return refused(world, call.request, result.refusal);
    }
    const { unknownModelStatus } = world.behaviour.gateway;
    const isUnknown = destination.model === undefined || destination.unnamed === true;
    if (isUnknown && unknownModelStatus !== undefined) return local(unknownModelStatus);
    const allowed = await isAllowed(result.identity, call, destination);
    metrics.decided(allowed ? 'OK' : 'PERMISSION_DENIED');
    return allowed ? result : refused(world, call.request, { status: 403, reason: 'not authorized' });
  };
}

async function toModel(world: World, call: Call, { model, path }: Destination): Promise<Response> {
  if (model === undefined) return local(404);
  if (!model.ready || world.behaviour.model.down) return local(503, 'no healthy upstream');
  const response = await model.server.handle(forwarded(call, path)).catch((error: unknown) => {
    if (!(error instanceof ClosedByModel)) throw error;
    return local(503, 'upstream connect error or disconnect/reset before headers');
  });
  const passed = rewritten(response, world.behaviour.gateway);
  return world.behaviour.gateway.buffersAnswers ? buffered(passed) : passed;
}

/** How much longer a buffering gateway holds an answer back. */
const BUFFER_MS = 20;

async function buffered(response: Response): Promise<Response> {
  const whole = await response.arrayBuffer();
  await delay(BUFFER_MS);
  return new Response(whole.byteLength === 0 ? null : whole, { status: response.status, headers: response.headers });
}
