import { Agent, type Dispatcher } from 'undici';
import type { Channel } from '../cluster/http.ts';
import { WAITS } from '../waits.ts';
import { forwardedSocket, type PodPort } from './socket.ts';

/** What undici takes for a socket is any stream, though its types say otherwise. */
type Connector = Extract<Agent.Options['connect'], (...parameters: never[]) => unknown>;
type Connected = Parameters<Parameters<Connector>[1]>;

/** Sends requests to a port of a pod, whatever host they name. It closes the connection to the API server when it is closed. */
export function forwardingDispatcher(channel: Channel, target: PodPort): Dispatcher {
  const connect: Connector = (_, done) => {
    forwardedSocket(channel, target).then(
      (stream) => done(...([null, stream] as unknown as Connected)),
      (error: unknown) => done(error instanceof Error ? error : new Error(String(error)), null),
    );
  };
  const agent = new Agent({ allowH2: false, connections: 1, keepAliveTimeout: WAITS.keepAlive, connect });
  return Object.assign(agent, {
    // What is forwarded is never over by itself: to wait for its end would be to wait for ever.
    async close() {
      await agent.destroy();
      await channel.dispatcher.destroy();
    },
  });
}
