import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export type Handler = (request: IncomingMessage, response: ServerResponse, count: number) => void;

export interface LocalServer {
  url: string;
  port: number;
  /** Method and path of every request, oldest first. */
  seen: string[];
  /** The Authorization header of every request. */
  authorizations: (string | undefined)[];
}

/** An HTTP server on loopback for one test, answering as badly as the test wants. */
export async function localServer(handler: Handler): Promise<LocalServer> {
  const seen: string[] = [];
  const authorizations: (string | undefined)[] = [];
  const listener: RequestListener = (request, response) => {
    seen.push(`${request.method} ${request.url}`);
    authorizations.push(request.headers.authorization);
    handler(request, response, seen.length);
  };
  const server = createServer(listener);
  const port = await listening(server);
  return { url: `http://127.0.0.1:${port}`, port, seen, authorizations };
}

/** Starts any server on a free loopback port; it is closed, with its connections, when the test ends. */
async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
}

export function json(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

/** A loopback port on which nothing listens. */
export async function freedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('the server had no port');
  return address.port;
}
