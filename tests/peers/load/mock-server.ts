import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { now, type Pacer, pacer } from './pacer.ts';
import { play } from './play.ts';
import { SCRIPTS, type Script } from './script.ts';
import { type Served, statsOf } from './served.ts';
import { type Asked, DEFAULT_TIMING, TIMED, type Timing, timedScript } from './timed.ts';

export interface MockServer {
  url: string;
  /** By x-request-id. */
  served: Map<string, Served>;
  /** Breaks all connections and answers nobody any more, as a gateway that dies. */
  die(): void;
  close(): Promise<void>;
}

export interface MockOptions {
  timing: Timing;
  /** It has a core of its own: it spins to be in time, and keeps no bodies. */
  alone: boolean;
  /** 0: any that is free. */
  port: number;
}

const Message = z.looseObject({ content: z.unknown() });
const Body = z.looseObject({
  model: z.string(),
  max_tokens: z.int().positive().nullish(),
  max_completion_tokens: z.int().positive().nullish(),
  stream: z.boolean().nullish(),
  messages: z.array(Message).optional(),
  prompt: z.unknown().optional(),
});
type Body = z.infer<typeof Body>;

const DEFAULT_TOKENS = 16;
const CHARACTERS_PER_TOKEN = 4;

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString('utf8');
}

function askedOf(body: Body, path: string, number: number): Asked {
  const prompt = body.messages?.map(({ content }) => content) ?? body.prompt ?? '';
  return {
    endpoint: path.includes('/chat/') ? 'chat' : 'completions',
    stream: body.stream === true,
    tokens: body.max_completion_tokens ?? body.max_tokens ?? DEFAULT_TOKENS,
    promptTokens: Math.ceil(JSON.stringify(prompt).length / CHARACTERS_PER_TOKEN),
    number,
  };
}

function bodyOf(text: string): Body | undefined {
  try {
    return Body.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

const sendJson = (response: ServerResponse, status: number, value: object): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
};

const models = {
  object: 'list',
  data: [TIMED, ...Object.keys(SCRIPTS)].map((id) => ({ id, object: 'model', created: 0, owned_by: 'mock' })),
};

/** Everything that is no request to a model; false where it is one. */
function answersItself(request: IncomingMessage, response: ServerResponse, served: Map<string, Served>): boolean {
  const path = request.url ?? '/';
  if (path.endsWith('/models')) sendJson(response, 200, models);
  else if (path === '/stats' && request.method === 'DELETE') {
    served.clear();
    response.writeHead(204).end();
  } else if (path === '/stats') statsOf(served, response.writeHead(200, { 'content-type': 'application/x-ndjson' }));
  else if (!path.endsWith('/completions')) sendJson(response, 404, { error: { message: `nothing at ${path}` } });
  else return false;
  return true;
}

function scriptOf(body: Body, asked: Asked, timing: Timing): Script | undefined {
  return body.model === TIMED ? timedScript(timing, asked) : SCRIPTS[body.model]?.(asked.tokens);
}

/** A server of chat completions that says the truth about itself: each model misleads its client in one way, `timed` in none. */
export async function startMock(options: Partial<MockOptions> = {}): Promise<MockServer> {
  const { timing = DEFAULT_TIMING, alone = false, port = 0 } = options;
  const served = new Map<string, Served>();
  const clock: Pacer = pacer(alone);
  let number = 0;
  const server = createServer({ keepAlive: true, requestTimeout: 0 }, async (request, response) => {
    const receivedAt = now();
    if (answersItself(request, response, served)) return;
    const text = await textOf(request);
    const body = bodyOf(text);
    number += 1;
    const asked = body === undefined ? undefined : askedOf(body, request.url ?? '', number);
    const script = body === undefined || asked === undefined ? undefined : scriptOf(body, asked, timing);
    if (script === undefined) {
      sendJson(response, 404, { error: { message: `no model like that; there are ${TIMED} and those of /v1/models` } });
      return;
    }
    const id = String(request.headers['x-request-id'] ?? `mock-${number}`);
    const one: Served = {
      receivedAt,
      sentAt: new Float64Array(script.steps.filter(({ isToken }) => isToken === true).length),
      sent: 0,
      mostLateMs: 0,
      ...(!alone && { authorization: request.headers.authorization, body: text }),
    };
    served.set(id, one);
    play({ script, response, served: one, clock, id });
  });
  // A tool that comes back after a pause finds its connection.
  server.keepAliveTimeout = 0;
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const at = typeof address === 'object' ? address?.port : undefined;
  const die = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return {
    url: `http://127.0.0.1:${at}/v1/`,
    served,
    die,
    close: async () => {
      die();
    },
  };
}
