import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { SCRIPTS, type Script } from './script.ts';

/** What the mock did for one request, in milliseconds of the process's high-resolution clock: the truth that a client is held against. */
interface Served {
  receivedAt: number;
  /** When each event with text was written. */
  sentAt: number[];
  authorization?: string;
  body: string;
}

export interface MockServer {
  url: string;
  /** By x-request-id. */
  served: Map<string, Served>;
  /** Breaks all connections and answers nobody any more, as a gateway that dies. */
  die(): void;
  close(): Promise<void>;
}

const NS_PER_MS = 1e6;
const now = (): number => Number(process.hrtime.bigint()) / NS_PER_MS;
const Body = z.looseObject({ model: z.string(), max_tokens: z.int().positive() });

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString('utf8');
}

/** Plays the steps at absolute times: a late one makes none of the others later. */
function play(script: Script, response: ServerResponse, served: Served): void {
  if (script.status === 0) {
    response.destroy();
    return;
  }
  response.writeHead(script.status, script.headers);
  response.flushHeaders();
  const steps = [...script.steps];
  const turn = (): void => {
    for (let next = steps[0]; next !== undefined; next = steps[0]) {
      const left = served.receivedAt + next.atMs - now();
      if (left > 0) {
        setTimeout(turn, left);
        return;
      }
      steps.shift();
      if (response.destroyed) return;
      if (next.isToken === true) served.sentAt.push(now());
      response.write(next.text);
    }
    if (script.end === 'end') response.end();
    // What was written goes out first.
    else if (script.end === 'destroy') setImmediate(() => response.destroy());
  };
  turn();
}

/** A server of chat completions that says the truth about itself: each model misleads its client in one way. */
export async function startMock(): Promise<MockServer> {
  const served = new Map<string, Served>();
  const server = createServer(async (request, response) => {
    const receivedAt = now();
    const text = await textOf(request);
    const asked = Body.safeParse(text === '' ? {} : JSON.parse(text)).data;
    const script = SCRIPTS[asked?.model ?? '']?.(asked?.max_tokens ?? 1);
    if (script === undefined) {
      response.writeHead(404).end();
      return;
    }
    const one: Served = { receivedAt, sentAt: [], body: text, authorization: request.headers.authorization };
    served.set(String(request.headers['x-request-id']), one);
    play(script, response, one);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const die = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return {
    url: `http://127.0.0.1:${port}/v1/`,
    served,
    die,
    close: async () => {
      die();
    },
  };
}
