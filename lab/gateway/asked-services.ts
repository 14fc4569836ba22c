import type { World } from '../../sandbox/world.ts';
import { authorizer } from './authorizer.ts';
import type { BackEnds } from './back-ends.ts';
import { type RunningGrpc, serveGrpc } from './grpc-server.ts';
import { rateLimitService } from './rate-limit-service.ts';

/** Authorino, at a port of loopback. */
export const serveAuthorizer = (world: World, backEnds: BackEnds, port: number): Promise<RunningGrpc> =>
  serveGrpc(
    {
      proto: 'authorization.proto',
      service: 'envoy.service.auth.v3.Authorization',
      method: 'Check',
      handle: authorizer(world, backEnds),
    },
    port,
  );

/** Limitador, at a port of loopback. */
export const serveLimiter = (world: World, { limiter }: BackEnds, port: number): Promise<RunningGrpc> =>
  serveGrpc(
    {
      proto: 'rate-limit.proto',
      service: 'envoy.service.ratelimit.v3.RateLimitService',
      method: 'ShouldRateLimit',
      handle: rateLimitService(world, limiter),
    },
    port,
  );
