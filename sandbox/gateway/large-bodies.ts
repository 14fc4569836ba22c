import type { World } from '../world.ts';
import { local } from './replies.ts';

/** So long a proxy takes to be there again after it has run out of memory. */
const RESTART_MS = 3_000;
const restarts = new WeakMap<World, number>();

/** Whether the gateway has just run out of memory. */
export const isRestarting = (world: World): boolean => Date.now() < (restarts.get(world) ?? 0);

/** What a request gets whose body is larger than the gateway takes. */
export async function tooLarge(world: World): Promise<Response> {
  const { largeBodies } = world.behaviour.gateway;
  if (largeBodies === 'hang') return new Promise<Response>(() => undefined);
  if (largeBodies === 'fails') return local(500);
  if (largeBodies === 'fatal') restarts.set(world, Date.now() + RESTART_MS);
  return local(413, 'Payload Too Large');
}
