import { z } from 'zod';
import type { Behaviour } from '../../../../sandbox/behaviour.ts';
import { healthy } from '../../../../sandbox/behaviour.ts';
import { gateway } from '../../../../sandbox/gateway/gateway.ts';
import type { InstallationName, World } from '../../../../sandbox/world.ts';
import { worldOf } from './test-world.ts';

export interface Sent {
  method?: string;
  path: string;
  token?: string;
  authorization?: string;
  headers?: Record<string, string>;
  body?: unknown;
}

const Token = z.object({ token: z.string() });
const TIERS = ['free', 'premium', 'enterprise'] as const;
type Tier = (typeof TIERS)[number];

/** A gateway without its socket, and callers of it. Each call gives one with counters, caches and accounts of its own. */
export async function caller(installation: InstallationName, change: (behaviour: Behaviour) => void = () => undefined) {
  const world: World = await worldOf(installation);
  world.behaviour = healthy();
  change(world.behaviour);
  const answer = gateway(world);
  const release = installation === 'maas-0.0.2';
  const mintPath = release ? '/maas-api/v1/tokens' : '/maas-api/token';

  const send = (sent: Sent): Promise<Response> => {
    const authorization = sent.authorization ?? (sent.token === undefined ? undefined : `Bearer ${sent.token}`);
    const headers = { ...sent.headers, ...(authorization === undefined ? {} : { authorization }) };
    const text = typeof sent.body === 'string' ? sent.body : JSON.stringify(sent.body ?? {});
    const [path = '', query] = sent.path.split('?');
    return answer({
      request: new Request('https://gateway/', { headers }),
      method: sent.method ?? 'GET',
      path,
      query: query === undefined ? '' : `?${query}`,
      body: new TextEncoder().encode(text),
      requestId: sent.headers?.['x-request-id'] ?? 'id',
    });
  };
  const openshift = (tier: Tier, index = 0): string =>
    world.people.filter((person) => person.tier === tier)[index]?.openshiftToken ?? '';
  const mintWith = (token: string, body?: unknown, headers?: Record<string, string>): Promise<Response> =>
    send({ method: 'POST', path: mintPath, token, body, headers });
  const mint = async (tier: Tier, index = 0): Promise<string> =>
    Token.parse(await (await mintWith(openshift(tier, index))).json()).token;
  const basePath = release ? '/llm/facebook-opt-125m-simulated/v1' : '/v1';
  const model = release ? 'facebook/opt-125m' : 'facebook-opt-125m-simulated';
  const chat = (sent: Omit<Sent, 'path'> = {}): Promise<Response> =>
    send({
      method: 'POST',
      path: `${basePath}/chat/completions`,
      body: { model, max_tokens: 1, messages: [{ role: 'user', content: 'hi' }] },
      ...sent,
    });
  const chats = async (token: string, count: number): Promise<number[]> => {
    const statuses: number[] = [];
    for (let sent = 0; sent < count; sent += 1) statuses.push((await chat({ token })).status);
    return statuses;
  };
  return { world, send, openshift, mint, mintWith, chat, chats, basePath, model };
}

/** The lines that the pods of models have written. */
export function modelLog(world: World): string {
  return world.objects
    .all('Pod', 'llm')
    .flatMap(({ metadata, spec }) =>
      spec.containers.flatMap(({ name }: { name: string }) =>
        world.logs.read({ namespace: 'llm', pod: metadata.name, container: name }),
      ),
    )
    .join('\n');
}
