import { fetch, type Response } from 'undici';
import { BodyTooLarge, boundedText } from '../bounded-body.ts';
import { connectionFailure } from '../connection-failure.ts';
import { deadline, pause, WAITS } from '../waits.ts';
import type { Connection } from './connection.ts';
import { Unreachable } from './unreachable.ts';

export interface ApiRequest {
  method?: 'GET' | 'POST' | 'DELETE';
  /** Absolute path, segments already encoded. */
  path: string;
  query?: Record<string, string | number | boolean | undefined>;
  /** Sent as JSON. */
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
  /** Seconds that the server asks to wait, where it does. */
  retryAfter?: number;
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

function headersOf(connection: Connection, { body, accept }: ApiRequest): [string, string][] {
  const { authorization, headers } = connection.credentials();
  const given = Object.entries(headers).flatMap(([name, value]): [string, string][] =>
    [value].flat().map((one) => [name, one]),
  );
  return [
    ['accept', accept ?? 'application/json'],
    ['user-agent', 'maas-verify'],
    ...(body === undefined ? [] : ([['content-type', 'application/json']] satisfies [string, string][])),
    ...(authorization === undefined ? [] : ([['authorization', authorization]] satisfies [string, string][])),
    ...given,
  ];
}

/** fetch and not request: it asks for gzip, which makes large lists several times smaller. */
async function once(connection: Connection, request: ApiRequest): Promise<ApiAnswer> {
  const response: Response = await fetch(urlOf(connection, request), {
    method: request.method ?? 'GET',
    headers: headersOf(connection, request),
    body: request.body === undefined ? undefined : JSON.stringify(request.body),
    // A redirect would carry the credentials elsewhere.
    redirect: 'manual',
    signal: deadline(request.deadlineMs ?? WAITS.clusterRequest),
    dispatcher: connection.dispatcher,
  });
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
  return {
    status: response.status,
    contentType: response.headers.get('content-type') ?? '',
    text: await boundedText(response.body, MAX_PAGE_BYTES),
    retryAfter: Number.isFinite(retryAfter) ? retryAfter : undefined,
  };
}

/** How long to wait before a read is asked a second time; undefined where the answer stands. */
function patience({ status, retryAfter }: ApiAnswer): number | undefined {
  if (status !== 429 && status < 500) return undefined;
  const asked = retryAfter === undefined ? WAITS.poll : retryAfter * 1000;
  return asked <= WAITS.clusterRequest ? asked : undefined;
}

/**
 * Asks the API server. A read is asked again once: after 429 or 5xx (as Retry-After says), after a kept connection turned
 * out to be closed, and after 401 where the credentials have been renewed. Throws Unreachable where nothing answers.
 */
export async function send(connection: Connection, request: ApiRequest): Promise<ApiAnswer> {
  const origin = new URL(connection.url).origin;
  const attempt = async (mayRepeat: boolean): Promise<ApiAnswer> => {
    let answer: ApiAnswer;
    try {
      answer = await once(connection, request);
    } catch (error) {
      if (error instanceof BodyTooLarge)
        throw new Unreachable(`${origin} answered ${request.path} with ${error.message}`);
      const failure = connectionFailure(error, origin, request.deadlineMs ?? WAITS.clusterRequest);
      if (failure.stale && mayRepeat) return attempt(false);
      throw new Unreachable(failure.reason);
    }
    if (!mayRepeat) return answer;
    if (answer.status === 401 && (await connection.refresh())) return attempt(false);
    const wait = patience(answer);
    if (wait === undefined) return answer;
    await pause(wait);
    return attempt(false);
  };
  return attempt(request.retry !== false);
}
