import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Agent } from 'undici';
import type { Gateway, GatewayAnswer, GatewayRequest, GatewayStream } from '../../../platform/gateway/gateway.ts';
import { limitedCallOf } from '../../../sandbox/gateway/limited-call.ts';
import type { LimitedCall, ReportedUsage } from '../../../sandbox/limiter/call.ts';
import { limiter } from '../../../sandbox/limiter/limiter.ts';
import type { World } from '../../../sandbox/world.ts';

/** The body of a chat, as the checks send it. */
interface Chat {
  model: string;
  messages: { content: string }[];
  max_tokens?: number;
  stream?: boolean;
  stream_options?: { include_usage?: boolean };
}

export interface Way {
  /** Milliseconds that one direction between client and limiter takes, drawn anew for each. */
  latency(): number;
}

/** How long the model takes for a token. */
const TOKEN_MS = 2;

const REFUSED = { status: 429, body: 'Too Many Requests\n' };

/** As many tokens as words, in the prompt and in its echo, which `max_tokens` cuts. */
function usageOf({ messages, max_tokens }: Chat): ReportedUsage {
  const promptTokens = (messages[0]?.content ?? '').split(' ').length;
  const completionTokens = Math.min(promptTokens, max_tokens ?? Number.POSITIVE_INFINITY);
  return { promptTokens, completionTokens, totalTokens: promptTokens + completionTokens };
}

const usageFields = ({ promptTokens, completionTokens, totalTokens }: ReportedUsage): object => ({
  usage: { prompt_tokens: promptTokens, completion_tokens: completionTokens, total_tokens: totalTokens },
});

/** The call as the sandbox's limiter sees it: of the user that the caller is named after. */
function callOf(world: World, { path, as, headers = {}, method = 'GET', body }: GatewayRequest): LimitedCall {
  const request = new Request(`https://simulated${path}`, {
    headers: Object.entries(headers).flatMap(([name, values]) =>
      [values].flat().map((value): [string, string] => [name, value]),
    ),
  });
  // What a limiter may reserve for an answer stands in the request.
  const sent = new TextEncoder().encode(body === undefined ? '' : JSON.stringify(body));
  const call = { request, method, path, query: '', body: sent, requestId: '' };
  const identity = as === undefined ? undefined : { userid: as.name, username: as.name, groups: [], tier: as.tier };
  return limitedCallOf(world, call, identity, undefined);
}

/** A gateway that is nothing but the sandbox's limiter, a model that echoes, and the ways between: no server, no socket. */
export function simulatedGateway(world: World, { latency }: Way): Gateway {
  const limited = limiter(world);

  /** Sends a chat: what it used, or undefined where it was refused. */
  const send = async (request: GatewayRequest): Promise<{ usage?: ReportedUsage; chat: Chat; times: Times }> => {
    const chat = request.body as Chat;
    const call = callOf(world, request);
    const sentAt = performance.now();
    await delay(latency());
    const admitted = (await limited.admit(call)) === 'admitted';
    const usage = admitted ? usageOf(chat) : undefined;
    if (usage !== undefined) await delay(usage.completionTokens * TOKEN_MS);
    const readable = chat.stream !== true || chat.stream_options?.include_usage === true;
    if (usage !== undefined) limited.report(call, readable ? usage : undefined, chat.stream === true);
    await delay(latency());
    const headersAt = performance.now();
    return { usage, chat, times: { sentAt, headersAt, endedAt: headersAt } };
  };

  const request = async (asked: GatewayRequest): Promise<GatewayAnswer> => {
    const { usage, times } = await send(asked);
    const head = { headers: {}, requestId: randomUUID(), ...times };
    if (usage === undefined) return { ...head, ...REFUSED, json: undefined };
    const json = {
      id: 'chatcmpl-1',
      object: 'chat.completion',
      created: 1,
      model: 'simulated',
      choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'echo' } }],
      ...usageFields(usage),
    };
    return { ...head, status: 200, body: JSON.stringify(json), json };
  };

  const stream = async (asked: GatewayRequest): Promise<GatewayStream> => {
    const { usage, chat, times } = await send(asked);
    const head = { headers: {}, requestId: randomUUID(), chunksAt: [times.headersAt], ...times };
    if (usage === undefined) return { ...head, ...REFUSED, events: [] };
    const chunk = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model: 'simulated' };
    const data = [
      { ...chunk, choices: [{ index: 0, delta: { role: 'assistant', content: 'echo' }, finish_reason: null }] },
      { ...chunk, choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] },
      ...(chat.stream_options?.include_usage === true ? [{ ...chunk, choices: [], ...usageFields(usage) }] : []),
    ].map((event) => JSON.stringify(event));
    return {
      ...head,
      status: 200,
      body: '',
      events: [...data, '[DONE]'].map((text) => ({ data: text, at: times.headersAt })),
    };
  };

  const never = async (): Promise<never> => {
    throw new Error('the simulated gateway has a limiter and a model, nothing else');
  };
  return {
    url: new URL('https://simulated'),
    foundBy: 'simulated',
    dispatcher: new Agent(),
    recent: () => [],
    onUse: () => undefined,
    noteUse: () => undefined,
    reachable: async () => undefined,
    request,
    stream,
    burst: (requests) => Promise.all(requests.map(request)),
    tls: never,
    offerTls: never,
    probe: never,
    close: async () => undefined,
  };
}

type Times = Pick<GatewayAnswer, 'sentAt' | 'headersAt' | 'endedAt'>;
