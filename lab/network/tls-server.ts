import { createServer } from 'node:https';
import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';
import type { KeyPair } from '../../sandbox/certificates.ts';

/** A server of loopback that stands for a Service of the cluster. */
export interface TlsServer {
  port: number;
  close(): Promise<void>;
}

/** Serves an application with TLS on a free port of loopback. */
export async function serveTls(app: Hono, { cert, key }: KeyPair): Promise<TlsServer> {
  const server = createAdaptorServer({ createServer, serverOptions: { cert, key }, fetch: app.fetch });
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (typeof address === 'object' && address !== null) resolve(address.port);
      else reject(new Error('a listening server has no port'));
    });
  });
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}
