import OpenAI from 'openai';
import { fetch, type RequestInfo, type RequestInit } from 'undici';
import type { Gateway } from '../gateway/gateway.ts';
import type { Identity } from '../identities/identities.ts';
import { register } from '../redact.ts';
import { WAITS } from '../waits.ts';
import type { ServedModel } from './models.ts';

/**
 * The official SDK on the gateway's own connections. It must have undici's fetch: Node's built-in one refuses another
 * undici's dispatcher. No retries: one refused request must not become three.
 */
export function openaiClient(gateway: Gateway, model: ServedModel, as: Identity): OpenAI {
  register(as.maasToken);
  const counted = (input: RequestInfo, init?: RequestInit) => {
    gateway.noteUse(as);
    return fetch(input, { ...init, dispatcher: gateway.dispatcher });
  };
  return new OpenAI({
    // The SDK wants a key, also for a server that does not.
    apiKey: as.maasToken === '' ? 'none' : as.maasToken,
    baseURL: new URL(model.basePath, gateway.url).href,
    maxRetries: 0,
    timeout: WAITS.inferenceAnswer,
    // The two fetch types describe the same function of two versions of undici's declarations.
    fetch: counted as unknown as typeof globalThis.fetch,
  });
}
