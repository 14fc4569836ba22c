import { createServer, type RequestListener, type ServerOptions } from 'node:http';
import type { Server } from 'node:https';
import type { Socket } from 'node:net';
import { z } from 'zod';
import type { World } from '../world.ts';
import { refuseMalformed } from './malformed.ts';

/** Every TLS connection begins with a record of this type. */
const HANDSHAKE = 0x16;

const Listeners = z.looseObject({ listeners: z.array(z.looseObject({ protocol: z.string() })).default([]) });

/** Whether a listener without TLS serves the gateway's routes (FM-10), read anew: nothing, the models alone, or all. */
export function plainRoutes(world: World): 'none' | 'models' | 'all' {
  const plain = world.objects
    .all('Gateway')
    .some(({ spec }) => Listeners.safeParse(spec).data?.listeners.some(({ protocol }) => protocol === 'HTTP'));
  if (plain) return 'all';
  return world.behaviour.gateway.plainInference ? 'models' : 'none';
}

/** Whether a request may come as it does: over TLS, or by a listener without TLS that has its route. */
export function hasListener(world: World, socket: Socket, path: string): boolean {
  if ('encrypted' in socket) return true;
  const routes = plainRoutes(world);
  return routes === 'all' || (routes === 'models' && !/^\/(maas-api|v1\/models)(\/|$)/.test(path));
}

/**
 * Lets the gateway's port speak HTTP without TLS as well, where a listener does: the sandbox has one port for both. The
 * first byte of a connection tells which it is. `options` are those of its HTTP.
 */
export function alsoPlain(world: World, server: Server, options: ServerOptions): void {
  if (plainRoutes(world) === 'none') return;
  const [listener] = server.listeners('request');
  const plain = createServer(options, (request, response) => {
    const answer = listener as RequestListener;
    answer(request, response);
  });
  refuseMalformed(plain);
  const secure = server.listeners('connection');
  server.removeAllListeners('connection');
  server.on('connection', (socket: Socket) => {
    socket.once('readable', () => {
      const first: Buffer | null = socket.read(1);
      if (first === null) return;
      socket.unshift(first);
      if (first[0] !== HANDSHAKE) plain.emit('connection', socket);
      else for (const accept of secure) accept.call(server, socket);
    });
  });
}
