import type { World } from '../world.ts';
import { type Lifetime, LONGEST_SECONDS, lifetime } from './lifetime.ts';

/** The lifetime that a body asks for, as this maas-api understands it. */
export function askedLifetime(world: World, expiration: unknown, fallback: number): Lifetime {
  const { lifetimes } = world.behaviour.maasApi;
  const asked = lifetime(expiration, fallback);
  if (lifetimes === 'ignored') return 'refusal' in asked ? asked : { seconds: fallback };
  const isNegative = 'refusal' in asked && asked.refusal['error'] === 'expiration must be positive';
  return lifetimes === 'negative-accepted' && isNegative ? { seconds: fallback } : asked;
}

/** Whether Kubernetes refuses to issue a token for so long. */
export const isBeyondKubernetes = (world: World, seconds: number): boolean =>
  seconds > LONGEST_SECONDS && world.behaviour.maasApi.lifetimes !== 'endless-accepted';

/** The answer to a lifetime that is refused; `body` says why. */
export function refusedLifetime(world: World, body: object): Response {
  switch (world.behaviour.maasApi.lifetimes) {
    case 'errors-bare':
      return new Response(null, { status: 400 });
    case 'errors-5xx':
      return Response.json(body, { status: 500 });
    default:
      return Response.json(body, { status: 400 });
  }
}
