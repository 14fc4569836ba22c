import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** A way to a server on which each piece of data takes a random time. */
export interface JitteryWay {
  port: number;
  close(): Promise<void>;
}

/** Passes data on, each piece 0 to `mostMs` milliseconds late, in its order. */
async function passOn(from: Socket, to: Socket, mostMs: number): Promise<void> {
  try {
    for await (const piece of from) {
      await delay(Math.random() * mostMs);
      to.write(piece);
    }
    to.end();
  } catch {
    // One side has gone away: so does the other.
    to.destroy();
  }
}

/** Listens on a free port of 127.0.0.1 and passes all connections on to `port`, in both directions with jitter. */
export async function jitteryWay(port: number, mostMs: number): Promise<JitteryWay> {
  const open = new Set<Socket>();
  const server = createServer({ noDelay: true }, (client) => {
    const upstream = connect({ port, host: '127.0.0.1', noDelay: true });
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.once('close', () => open.delete(socket));
      socket.on('error', () => socket.destroy());
    }
    void passOn(client, upstream, mostMs);
    void passOn(upstream, client, mostMs);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the way has no port');
  return {
    port: address.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}
