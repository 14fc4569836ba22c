import { fetch, type Response } from 'undici';
import { BodyTooLarge, boundedText } from '../bounded-body.ts';
import { connectionFailure } from '../connection-failure.ts';
import { deadline, pause, WAITS } from '../waits.ts';
import type { Connection } from './connection.ts';
import { retryAfter } from './patience.ts';
import { Unreachable } from './unreachable.ts';

export interface ApiRequest {
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Absolute path, segments already encoded. */
  path: string;
  query?: Record<string, string | number | boolean | undefined>;
  /** Sent as JSON; with PATCH, as a merge patch. */
  body?: unknown;
  accept?: string;
  deadlineMs?: number;
  /** false: asked once, whatever comes; for what is not a read. */
  retry?: boolean;
}

export interface ApiAnswer {
  status: number;
  contentType: string;
  text: string;
  /** Milliseconds that the server asks to wait, where it does. */
  retryAfterMs?: number;
  /** How often it was asked until it answered so. */
  tries: number;
}

/** A page of 250 fat objects is 4 MB; more than this is no list page. */
const MAX_PAGE_BYTES = 64 * 2 ** 20;

function urlOf(connection: Connection, { path, query = {} }: ApiRequest): string {
  const parameters = Object.entries(query).flatMap(([key, value]): [string, string][] =>
    value === undefined ? [] : [[key, String(value)]],
  );
  const search = new URLSearchParams(parameters).toString();
  return `${connection.url}${path}${search === '' ? '' : `?${search}`}`;
}

async function headersOf(connection: Connection, { method, body, accept }: ApiRequest): Promise<[string, string][]> {
  const { authorization, headers } = await connection.credentials();
  const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
  const given = Object.entries(headers).flatMap(([name, value]): [string, string][] =>
    [value].flat().map((one) => [name, one]),
  );
  return [
    ['accept', accept ?? 'application/json'],
    ['user-agent', 'maas-verify'],
    ...(body === undefined ? [] : ([['content-type', type]] satisfies [string, string][])),
    ...(authorization === undefined ? [] : ([['authorization', authorization]] satisfies [string, string][])),
    ...given,
  ];
}

/** fetch and not request: it asks for gzip, which makes large lists several times smaller. */
async function once(connection: Connection, request: ApiRequest): Promise<Omit<ApiAnswer, 'tries'>> {
  const headers = await headersOf(connection, request);
  const response: Response = await fetch(urlOf(connection, request), {
    method: request.method ?? 'GET',
    headers,
    body: request.body === undefined ? undefined : JSON.stringify(request.body),
    // A redirect would carry the credentials elsewhere.
    redirect: 'manual',
    signal: deadline(request.deadlineMs ?? WAITS.clusterRequest),
    dispatcher: connection.dispatcher,
  });
  return {
    status: response.status,
    contentType: response.headers.get('content-type') ?? '',
    text: await boundedText(response.body, MAX_PAGE_BYTES),
    retryAfterMs: retryAfter(response.headers.get('retry-after')),
  };
}

type Attempt = { answer: Omit<ApiAnswer, 'tries'> } | { lost: string };

/** One try; `lost` where a kept connection turned out to be closed, or was cut. Throws Unreachable where nothing answers. */
async function attempt(connection: Connection, request: ApiRequest, origin: string): Promise<Attempt> {
  try {
    return { answer: await once(connection, request) };
  } catch (error) {
    if (error instanceof Unreachable) throw error;
    if (error instanceof BodyTooLarge)
      throw new Unreachable(`${origin} answered ${request.path} with ${error.message}`);
    const failure = connectionFailure(error, origin, request.deadlineMs ?? WAITS.clusterRequest);
    if (failure.stale) return { lost: failure.reason };
    throw new Unreachable(failure.reason);
  }
}

/**
 * Asks the API server, when those who came before have been answered. A read is asked again: after 429 as Retry-After
 * says, once after 5xx, once after its connection was lost, and once after 401 where the credentials have been renewed.
 * Throws Unreachable where nothing answers.
 */
export function send(connection: Connection, request: ApiRequest): Promise<ApiAnswer> {
  const origin = new URL(connection.url).origin;
  return connection.inTurn(async () => {
    let mayReconnect = request.retry !== false;
    let mayRenew = request.retry !== false;
    for (let tries = 1; ; tries += 1) {
      const tried = await attempt(connection, request, origin);
      if ('lost' in tried) {
        if (!mayReconnect) throw new Unreachable(tried.lost);
        mayReconnect = false;
        continue;
      }
      const { answer } = tried;
      if (request.retry === false) return { ...answer, tries };
      if (answer.status === 401 && mayRenew) {
        mayRenew = false;
        if (await connection.refresh()) continue;
      }
      const wait = connection.patience.spend(answer, tries);
      if (wait === undefined) return { ...answer, tries };
      await pause(wait);
    }
  });
}
