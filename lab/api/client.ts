import { setTimeout as delay } from 'node:timers/promises';
import { Agent, fetch } from 'undici';
import { z } from 'zod';

/** One answer of the API server. */
interface ApiAnswer {
  status: number;
  body: unknown;
}

interface ApiRequest {
  method?: string;
  body?: unknown;
  contentType?: string;
  accept?: string;
}

/** The API server, asked with one token. */
export interface ApiClient {
  /** Answers whatever comes, also what is no success. Rejects where nothing answers. */
  ask(path: string, request?: ApiRequest): Promise<ApiAnswer>;
  /** The same; asks again while it is too soon, and throws an ApiFailure for what is no success. */
  demand(path: string, request?: ApiRequest): Promise<unknown>;
  /** The lines of a watch, as they come, until it ends or the signal is given. */
  lines(path: string, signal: AbortSignal): AsyncGenerator<string>;
  close(): Promise<void>;
}

/** The API server has refused. */
export class ApiFailure extends Error {
  override name = 'ApiFailure';
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** What a server says that is still making the storage of a new type. */
const TOO_SOON = 429;
const PATIENCE_MS = 30_000;
const AGAIN_MS = 100;

const Status = z.looseObject({ message: z.string() });

/** @param ca PEM of the CA that its certificate is of */
export function apiClient(url: string, { ca, token }: { ca: string; token: string }): ApiClient {
  const dispatcher = new Agent({ connect: { ca }, bodyTimeout: 0 });
  const send = (path: string, request: ApiRequest, signal?: AbortSignal) => {
    const { method = 'GET', body, contentType = 'application/json', accept = 'application/json' } = request;
    return fetch(`${url}${path}`, {
      method,
      dispatcher,
      signal,
      headers: {
        authorization: `Bearer ${token}`,
        accept,
        ...(body === undefined ? {} : { 'content-type': contentType }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  };
  const ask = async (path: string, request: ApiRequest = {}): Promise<ApiAnswer> => {
    const response = await send(path, request);
    const text = await response.text();
    return { status: response.status, body: parsed(text) };
  };
  return {
    ask,
    async demand(path, request = {}) {
      const until = performance.now() + PATIENCE_MS;
      let { status, body } = await ask(path, request);
      while (status === TOO_SOON && performance.now() < until) {
        await delay(AGAIN_MS);
        ({ status, body } = await ask(path, request));
      }
      if (status < 300) return body;
      const said = Status.safeParse(body).data?.message ?? JSON.stringify(body);
      throw new ApiFailure(status, `${request.method ?? 'GET'} ${path}: ${status} ${said}`);
    },
    async *lines(path, signal) {
      const response = await send(path, {}, signal);
      if (!response.ok || response.body === null) {
        await response.text();
        throw new ApiFailure(response.status, `GET ${path}: ${response.status}`);
      }
      const decoder = new TextDecoder();
      let rest = '';
      for await (const chunk of response.body) {
        const all = (rest + decoder.decode(chunk, { stream: true })).split('\n');
        rest = all.pop() ?? '';
        yield* all;
      }
    },
    close: () => dispatcher.destroy(),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
