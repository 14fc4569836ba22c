import { setTimeout as delay } from 'node:timers/promises';
import type { LimitedCall, Limiter } from '../limiter/limiter.ts';
import type { World } from '../world.ts';
import { mayUse } from './access.ts';
import type { Authenticator, Identity } from './authentication.ts';
import type { Call } from './call.ts';
import { forwarded } from './call.ts';
import { clocks } from './clocks.ts';
import { expiringCache } from './expiring-cache.ts';
import type { GatewayMetrics } from './metrics.ts';
import { limited, local, refused } from './replies.ts';
import type { ServedModel } from './served-models.ts';
import { metered } from './usage.ts';

export interface InferenceParts {
  authenticator: Authenticator;
  limiter: Limiter;
  metrics: GatewayMetrics;
}

/** Where a call goes: the model, and the path that it knows. */
export interface Destination {
  model: ServedModel | undefined;
  path: string;
  /** true: the request names no model that is served; this one only says so, whoever may use it. */
  unnamed?: boolean;
}

/** Ends the connection instead of answering. */
export class Disconnect extends Error {
  override name = 'Disconnect';
}

export interface InferenceOptions {
  /** false: without the limiter. */
  counted?: boolean;
}

/** Authentication, access review, limits, the model, and the report of its tokens, in the order of the gateway's filters. */
export function inference(world: World, { authenticator, limiter, metrics }: InferenceParts) {
  const { gateway: behaviour } = world.behaviour;
  const reviews = expiringCache<boolean>(world.installation === 'maas-0.0.2' ? clocks(world.realWindows).access : 0);

  const admitted = async (call: Call, destination: Destination): Promise<Response | { identity?: Identity }> => {
    const result = await authenticator.inference(call.request.headers);
    if ('open' in result) return {};
    if ('refusal' in result) {
      metrics.decided('UNAUTHENTICATED');
      if (behaviour.deniedButForwarded) await toModel(call, destination);
      return refused(world, call.request, result.refusal);
    }
    const { identity } = result;
    const { model, unnamed = false } = destination;
    // An unknown model has no roles either: the release refuses it here, before its missing route is noticed.
    const allowed =
      model === undefined || unnamed
        ? world.installation === 'guide'
        : await reviews.get(`${identity.username}:${call.path}`, async () => mayUse(world, identity, model));
    if (!allowed) {
      metrics.decided('PERMISSION_DENIED');
      return refused(world, call.request, { status: 403, reason: 'not authorized' });
    }
    metrics.decided('OK');
    return { identity };
  };

  return async (call: Call, destination: Destination, { counted = true }: InferenceOptions = {}): Promise<Response> => {
    const passed = await admitted(call, destination);
    if (passed instanceof Response) return passed;
    const limitedCall = limitedCallOf(world, call, passed.identity, destination.model);
    if (counted) {
      const admission = await limiter.admit(limitedCall);
      if (admission === 'error') return local(500);
      if (admission === 'limited') {
        if (behaviour.limitedButForwarded) await toModel(call, destination);
        if (behaviour.limitedCutsConnection) throw new Disconnect();
        return limited(world);
      }
    }
    if (behaviour.hangsOnInference && call.method === 'POST') return new Promise<Response>(() => undefined);
    const response = await toModel(call, destination);
    return metered(response, (usage, streamed) => {
      if (counted) limiter.report(limitedCall, usage, streamed);
    });
  };

  async function toModel(call: Call, { model, path }: Destination): Promise<Response> {
    if (model === undefined) return local(404);
    if (!model.ready || world.behaviour.model.down) return local(503, 'no healthy upstream');
    const response = await model.server.handle(forwarded(call, path));
    return behaviour.buffersAnswers ? buffered(response) : response;
  }
}

/** How much longer a buffering gateway holds an answer back. */
const BUFFER_MS = 20;

async function buffered(response: Response): Promise<Response> {
  const whole = await response.arrayBuffer();
  await delay(BUFFER_MS);
  return new Response(whole.byteLength === 0 ? null : whole, { status: response.status, headers: response.headers });
}

/** What policies' predicates and counters can read of a call. */
function limitedCallOf(
  world: World,
  call: Call,
  identity: Identity | undefined,
  model: ServedModel | undefined,
): LimitedCall {
  const tier = world.behaviour.gateway.limitsEveryoneAs ?? identity?.tier;
  const { userid = '', username = '' } = identity ?? {};
  const known =
    identity === undefined
      ? {}
      : {
          userid,
          username,
          sub: username,
          user: { username, groups: identity.groups },
          groups: identity.groups,
          ...(tier === undefined ? {} : { tier }),
        };
  return {
    attributes: {
      auth: { identity: known, metadata: { matchedTier: tier === undefined ? {} : { tier } } },
      request: {
        path: call.path,
        url_path: call.path,
        method: call.method,
        headers: Object.fromEntries(call.request.headers),
        host: call.request.headers.get('host') ?? '',
      },
    },
    labels: { tier: tier ?? '', model: model?.servedName ?? '', user: userid },
  };
}
