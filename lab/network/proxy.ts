import { rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { connect, type Socket } from 'node:net';

/** Where an address of the cluster really is; undefined: nothing is there. */
export type Place = (host: string, port: number) => number | undefined;

/**
 * The cluster's network, as far as its API server uses it: a proxy on a Unix socket that is asked to CONNECT to addresses
 * of nodes and Services, and leads to a port of loopback.
 */
export async function startNetwork(socketPath: string, place: Place): Promise<{ close(): Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = createServer((_request, response) => response.writeHead(405).end());
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('connect', (request, client: Socket, head: Buffer) => {
    const [, host = '', port = ''] = /^\[?([^\]]*?)\]?:(\d+)$/.exec(request.url ?? '') ?? [];
    const at = place(host, Number(port));
    // What a dial of an address gets that nobody has.
    if (at === undefined) {
      client.end('HTTP/1.1 503 no route to host\r\n\r\n');
      return;
    }
    const upstream = connect(at, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.write(head);
      upstream.pipe(client);
      client.pipe(upstream);
    });
    sockets.add(upstream);
    upstream.once('close', () => sockets.delete(upstream));
    upstream.on('error', () => client.destroy());
    client.on('error', () => upstream.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(socketPath, resolve);
  });
  return {
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
      await rm(socketPath, { force: true });
    },
  };
}
