import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Agent, fetch, type RequestInit, type Response } from 'undici';
import { z } from 'zod';
import { type LabGateway, type LabGatewayOptions, startLabGateway } from '../../lab/gateway/start.ts';
import type { InstallationName, World } from '../../sandbox/world.ts';
import { worldOf } from '../unit/sandbox/gateway/test-world.ts';

const Token = z.object({ token: z.string() });
type Tier = 'free' | 'premium' | 'enterprise';

export interface Sent {
  method?: string;
  token?: string;
  headers?: Record<string, string>;
  body?: unknown;
  /** HTTP/2 where the gateway offers it; HTTP/1.1 when absent. */
  http2?: boolean;
  signal?: AbortSignal;
}

export interface LabCaller {
  world: World;
  lab: LabGateway;
  send(path: string, sent?: Sent): Promise<Response>;
  /** A person of a tier that no earlier call has answered. */
  person(tier: Tier): string;
  /** A MaaS token of such a person. */
  mint(tier: Tier): Promise<string>;
  chatPath: string;
  /** A chat of one word with one token to come. */
  chat: { model: string; max_tokens: number; messages: { role: string; content: string }[] };
  /** How many requests of the tier free are admitted in a window. */
  freeRequests: number;
  close(): Promise<void>;
}

const PLACES = {
  guide: {
    mint: '/maas-api/token',
    base: '/v1',
    model: 'facebook-opt-125m-simulated',
    freeRequests: 10,
  },
  'maas-0.0.2': {
    mint: '/maas-api/v1/tokens',
    base: '/llm/facebook-opt-125m-simulated/v1',
    model: 'facebook/opt-125m',
    freeRequests: 5,
  },
};

/** Longer than a test takes on a busy machine: no window ends in the middle of one. */
const WINDOW = '10m';

function lengthenWindows({ objects }: World): void {
  for (const { apiVersion, kind, metadata } of [
    ...objects.all('RateLimitPolicy'),
    ...objects.all('TokenRateLimitPolicy'),
  ]) {
    const { name, namespace } = metadata;
    objects.edit({ apiVersion, kind, name, namespace }, ({ spec }) => {
      for (const limit of Object.values<{ rates: { window: string }[] }>(spec.limits))
        for (const rate of limit.rates) rate.window = WINDOW;
    });
  }
}

/** A lab's gateway in front of a healthy installation in memory, with clients of both protocols. */
export async function labCaller(
  installation: InstallationName,
  options: Omit<LabGatewayOptions, 'folder'>,
): Promise<LabCaller> {
  const { mint: mintPath, base, model, freeRequests } = PLACES[installation];
  const world = await worldOf(installation);
  lengthenWindows(world);
  const folder = await mkdtemp(join(tmpdir(), 'maas-verify-lab-gateway-'));
  const lab = await startLabGateway(world, { ...options, folder });
  const { ca } = world.certificates;
  const agents = {
    http1: new Agent({ connect: { ca }, allowH2: false }),
    http2: new Agent({ connect: { ca }, allowH2: true }),
  };
  const left = new Map<Tier, string[]>();
  for (const { tier, openshiftToken } of world.people) {
    if (tier === 'free' || tier === 'premium' || tier === 'enterprise')
      left.set(tier, [...(left.get(tier) ?? []), openshiftToken]);
  }
  const person = (tier: Tier): string => left.get(tier)?.shift() ?? '';
  const send: LabCaller['send'] = (path, { token, body, http2 = false, headers, ...sent } = {}) => {
    const init: RequestInit = {
      method: sent.method ?? (body === undefined ? 'GET' : 'POST'),
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: typeof body === 'string' || body === undefined ? body : JSON.stringify(body),
      signal: sent.signal,
      redirect: 'manual',
      dispatcher: http2 ? agents.http2 : agents.http1,
    };
    return fetch(`${lab.url}${path}`, init);
  };
  return {
    world,
    lab,
    send,
    person,
    async mint(tier) {
      const answer = await send(mintPath, { method: 'POST', token: person(tier), body: {} });
      return Token.parse(await answer.json()).token;
    },
    chatPath: `${base}/chat/completions`,
    chat: { model, max_tokens: 1, messages: [{ role: 'user', content: 'hi' }] },
    freeRequests,
    async close() {
      await Promise.all([agents.http1.destroy(), agents.http2.destroy()]);
      await lab.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The pieces of an answer's body as they arrive, each with its moment. */
export async function* pieces(answer: Response): AsyncGenerator<{ text: string; at: number }> {
  const decoder = new TextDecoder();
  for await (const chunk of answer.body ?? [])
    yield { text: decoder.decode(chunk, { stream: true }), at: performance.now() };
}
