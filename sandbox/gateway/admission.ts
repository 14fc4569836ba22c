import type { World } from '../world.ts';
import { mayUse } from './access.ts';
import type { Call } from './call.ts';
import { clocks } from './clocks.ts';
import { expiringCache } from './expiring-cache.ts';
import type { Authenticated, Identity } from './identity.ts';
import type { GatewayMetrics } from './metrics.ts';
import { local, refused } from './replies.ts';
import { type Destination, toModel } from './to-model.ts';

export interface AdmissionParts {
  authenticate(headers: Headers): Promise<Authenticated>;
  metrics: GatewayMetrics;
}

/** A refusal, or who it is (nobody, where no policy asks). */
export type Admitted = Response | { identity?: Identity };

/** Authentication and access review of calls for inference. */
export function admission(world: World, { authenticate, metrics }: AdmissionParts) {
  const reviews = expiringCache<boolean>(world.installation === 'guide' ? 0 : clocks(world.realWindows).access);

  // An unknown model has no roles either: the release refuses it here, before its missing route is noticed.
  const isAllowed = async (identity: Identity, { path }: Call, { model, unnamed }: Destination): Promise<boolean> =>
    model === undefined || unnamed === true
      ? world.installation === 'guide'
      : reviews.get(`${identity.username}:${path}`, async () => mayUse(world, identity, model));

  return async (call: Call, destination: Destination): Promise<Admitted> => {
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
