import { type Dispatcher, request as httpRequest } from 'undici';
import { BodyTooLarge, boundedBytes } from '../bounded-body.ts';
import { connectionFailure } from '../connection-failure.ts';
import { deadline, pause, WAITS } from '../waits.ts';
import type { ApiRequest, PackedAnswer } from './connection.ts';
import type { Credentials } from './credentials.ts';
import { MAX_PAGE_BYTES, PACKINGS } from './packing.ts';
import { type Patience, retryAfter } from './patience.ts';
import { Unreachable } from './unreachable.ts';

/** One kept connection to an API server, and who asks. */
export interface Channel {
  /** Of the API server, without a trailing slash. */
  url: string;
  dispatcher: Dispatcher;
  /** Credentials as last read; read again where they have expired. Throws Unreachable. */
  credentials(): Promise<Credentials>;
  /** Reads them again, as after a 401; false where nothing changed. Throws Unreachable. */
  refresh(): Promise<boolean>;
  /** What of them the server is told, as last read. */
  secrets(): string[];
  /** Asks when all who came before have been answered: one request at a time, so that one connection is enough. */
  inTurn<T>(ask: () => Promise<T>): Promise<T>;
  /** What this process still waits for a server that sheds load. */
  patience: Patience;
}

/** Where a question is sent, with its query. */
export function urlOf(channel: Channel, { path, query = {} }: ApiRequest): string {
  const parameters = Object.entries(query).flatMap(([key, value]): [string, string][] =>
    value === undefined ? [] : [[key, String(value)]],
  );
  const search = new URLSearchParams(parameters).toString();
  return `${channel.url}${path}${search === '' ? '' : `?${search}`}`;
}

/** The headers of a question, the caller's credentials among them. Throws Unreachable. */
export async function headersOf(channel: Channel, { method, body, accept }: ApiRequest): Promise<[string, string][]> {
  const { authorization, headers } = await channel.credentials();
  const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
  const given = Object.entries(headers).flatMap(([name, value]): [string, string][] =>
    [value].flat().map((one) => [name, one]),
  );
  return [
    ['accept', accept ?? 'application/json'],
    // It makes large lists several times smaller.
    ['accept-encoding', PACKINGS],
    ['user-agent', 'maas-verify'],
    ...(body === undefined ? [] : ([['content-type', type]] satisfies [string, string][])),
    ...(authorization === undefined ? [] : ([['authorization', authorization]] satisfies [string, string][])),
    ...given,
  ];
}

/** A header that came once; the first where it came more often. */
export const single = (value: string | string[] | undefined): string | undefined => [value].flat()[0];

/** Redirects are not followed: they would carry the credentials elsewhere. */
async function once(channel: Channel, request: ApiRequest, signal?: AbortSignal): Promise<Omit<PackedAnswer, 'tries'>> {
  const headers = await headersOf(channel, request);
  const ends = [deadline(request.deadlineMs ?? WAITS.clusterRequest), ...(signal === undefined ? [] : [signal])];
  const {
    statusCode,
    headers: given,
    body,
  } = await httpRequest(urlOf(channel, request), {
    method: request.method ?? 'GET',
    headers: headers.flat(),
    body: request.body === undefined ? null : JSON.stringify(request.body),
    signal: AbortSignal.any(ends),
    dispatcher: channel.dispatcher,
  });
  return {
    status: statusCode,
    contentType: single(given['content-type']) ?? '',
    body: await boundedBytes(body, MAX_PAGE_BYTES),
    packed: single(given['content-encoding'])?.toLowerCase() === PACKINGS,
    retryAfterMs: retryAfter(single(given['retry-after']) ?? null),
  };
}

type Attempt = { answer: Omit<PackedAnswer, 'tries'> } | { lost: string };

interface Asking {
  channel: Channel;
  request: ApiRequest;
  /** Of the API server. */
  origin: string;
  signal?: AbortSignal;
}

/** One try; `lost` where a kept connection turned out to be closed, or was cut. Throws Unreachable where nothing answers. */
async function attempt({ channel, request, origin, signal }: Asking): Promise<Attempt> {
  // Nobody waits for the answer any more, and others wait for their turn.
  if (signal?.aborted)
    throw new Unreachable(`${origin} was not asked for ${request.path}: the question was taken back`);
  try {
    return { answer: await once(channel, request, signal) };
  } catch (error) {
    if (error instanceof Unreachable) throw error;
    if (error instanceof BodyTooLarge)
      throw new Unreachable(`${origin} answered ${request.path} with ${error.message}`);
    const failure = connectionFailure(error, origin, request.deadlineMs ?? WAITS.clusterRequest);
    if (failure.stale) return { lost: failure.reason };
    throw new Unreachable(failure.reason);
  }
}

/** Asks the API server as `Connection.sendPacked` promises. Throws Unreachable. */
export function sendPacked(channel: Channel, request: ApiRequest, signal?: AbortSignal): Promise<PackedAnswer> {
  const asking: Asking = { channel, request, origin: new URL(channel.url).origin, signal };
  return channel.inTurn(async () => {
    let mayReconnect = request.retry !== false;
    let mayRenew = request.retry !== false;
    for (let tries = 1; ; tries += 1) {
      const tried = await attempt(asking);
      if ('lost' in tried) {
        if (!mayReconnect) throw new Unreachable(tried.lost);
        mayReconnect = false;
        continue;
      }
      const { answer } = tried;
      if (request.retry === false) return { ...answer, tries };
      if (answer.status === 401 && mayRenew) {
        mayRenew = false;
        if (await channel.refresh()) continue;
      }
      const wait = channel.patience.spend(answer, tries);
      if (wait === undefined) return { ...answer, tries };
      // Cut short where the question is taken back: the next try says so.
      await pause(wait, signal).catch(() => undefined);
    }
  });
}
