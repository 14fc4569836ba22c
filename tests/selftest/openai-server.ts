import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { healthy } from '../../sandbox/behaviour.ts';
import { model } from '../../sandbox/model/model.ts';
import { qwenSays } from '../../sandbox/model/qwen.ts';
import type { QwenBehaviour } from '../../sandbox/model/qwen-behaviour.ts';
import { healthyWorld } from '../../sandbox/sandbox.ts';

/** A model alone at a URL, as on a developer's machine. */
export interface OpenAiServer {
  url: string;
  /** The Authorization headers that were sent; undefined for a request without one. */
  authorizations: (string | undefined)[];
  close(): Promise<void>;
}

interface Options {
  name: string;
  /** The key that requests must have; none is asked for when absent. */
  key?: string;
  qwen?: Partial<QwenBehaviour>;
}

/** Starts a server with OpenAI's API on loopback, with the sandbox's Qwen behind it and nothing of MaaS before it. */
export async function startOpenAiServer({ name, key, qwen = {} }: Options): Promise<OpenAiServer> {
  const world = await healthyWorld({ installation: 'guide', realWindows: false });
  Object.assign(world.behaviour, healthy());
  Object.assign(world.behaviour.qwen, qwen);
  const served = model(world, {
    resource: 'alone',
    servedName: name,
    mode: 'echo',
    software: 'vllm',
    contextTokens: 4096,
    says: (generation) => qwenSays(world, generation),
    log: () => undefined,
  });
  const authorizations: OpenAiServer['authorizations'] = [];
  const server = createAdaptorServer({
    fetch: async (request) => {
      const authorization = request.headers.get('authorization') ?? undefined;
      const isAsked = new URL(request.url).pathname.startsWith('/v1/');
      if (isAsked) authorizations.push(authorization);
      if (isAsked && key !== undefined && authorization !== `Bearer ${key}`)
        return Response.json({ error: { message: 'Unauthorized', type: 'invalid_request_error' } }, { status: 401 });
      return served.handle(request);
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    authorizations,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}
