import { randomUUID } from 'node:crypto';
import { createParser } from 'eventsource-parser';
import type { Dispatcher } from 'undici';
import { BodyTooLarge } from '../bounded-body.ts';
import { connectionFailure } from '../connection-failure.ts';
import { deadline, WAITS } from '../waits.ts';
import { type GatewayAnswer, type GatewayRequest, type GatewayStream, NoAnswer, type StreamEvent } from './gateway.ts';
import type { Transcript } from './transcript.ts';

/** The longest body that is read; an answer beyond it is NoAnswer with stage `size`. */
const MAX_BODY_BYTES = 8 * 2 ** 20;

/** Header that carries the tracking id. */
const REQUEST_ID = 'x-request-id';

type Headers = Record<string, string | string[]>;

function headersOf({ as, authorization, headers = {}, body }: GatewayRequest, accept: string): Headers {
  const given = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  const token = as?.maasToken === '' ? undefined : as?.maasToken;
  const bearer = token === undefined ? authorization : `Bearer ${token}`;
  return {
    accept,
    'user-agent': 'maas-verify',
    [REQUEST_ID]: randomUUID(),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(bearer === undefined ? {} : { authorization: bearer }),
    ...given,
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const flat = (headers: Record<string, string | string[] | undefined>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  );

/** What one request came to, before it is read as an answer or a stream. */
interface Received extends Omit<GatewayStream, 'events'> {
  events: StreamEvent[];
}

async function receive(
  dispatcher: Dispatcher,
  origin: string,
  request: GatewayRequest,
  headers: Headers,
  signal: AbortSignal,
  hangUpAfter: number,
): Promise<Received> {
  const sentAt = performance.now();
  const { body } = request;
  // A Host header must not decide which name the TLS handshake asks for, and which one the certificate must have.
  const handshake = headers['host'] === undefined ? {} : { servername: new URL(origin).hostname };
  const response = await dispatcher.request({
    origin,
    method: request.method ?? 'GET',
    path: request.path,
    headers,
    body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
    signal,
    ...handshake,
  });
  const headersAt = performance.now();
  const events: StreamEvent[] = [];
  const chunksAt: number[] = [];
  const decoder = new TextDecoder();
  const parser = createParser({
    onEvent: ({ event: name, data }) => {
      const at = chunksAt.at(-1) ?? headersAt;
      events.push(name === undefined ? { data, at } : { name, data, at });
    },
  });
  let text = '';
  let size = 0;
  const chunks: AsyncIterable<Uint8Array> = response.body;
  for await (const chunk of chunks) {
    chunksAt.push(performance.now());
    size += chunk.byteLength;
    if (size > MAX_BODY_BYTES) throw new BodyTooLarge(`a body of more than ${MAX_BODY_BYTES / 2 ** 20} MiB`);
    // Characters may be split between chunks: the decoder keeps the first half.
    const decoded = decoder.decode(chunk, { stream: true });
    text += decoded;
    parser.feed(decoded);
    // Leaving the body unread closes the connection.
    if (events.length >= hangUpAfter) break;
  }
  text += decoder.decode();
  const requestId = [headers[REQUEST_ID]].flat()[0] ?? '';
  const endedAt = performance.now();
  return {
    status: response.statusCode,
    headers: flat(response.headers),
    body: text,
    requestId,
    sentAt,
    headersAt,
    endedAt,
    events,
    chunksAt,
  };
}

/** Sends one request on a dispatcher and keeps it in the transcript. Throws NoAnswer: never retried, never redirected. */
async function exchange(
  dispatcher: Dispatcher,
  origin: string,
  request: GatewayRequest,
  accept: string,
  log: Transcript,
  hangUpAfter = Number.POSITIVE_INFINITY,
): Promise<Received> {
  const headers = headersOf(request, accept);
  const deadlineMs = request.deadlineMs ?? WAITS.gatewayRequest;
  const began = performance.now();
  const note = (outcome: number | string): void =>
    log.add({
      at: new Date().toISOString(),
      method: request.method ?? 'GET',
      path: request.path,
      as: request.as?.name,
      requestId: [headers[REQUEST_ID]].flat()[0] ?? '',
      outcome,
      ms: Math.round(performance.now() - began),
    });
  try {
    const received = await receive(dispatcher, origin, request, headers, deadline(deadlineMs), hangUpAfter);
    note(received.status);
    return received;
  } catch (error) {
    const { stage, reason } =
      error instanceof BodyTooLarge
        ? { stage: 'size' as const, reason: `${origin} sent ${error.message}` }
        : connectionFailure(error, origin, deadlineMs);
    note(`${stage}: ${reason}`);
    throw new NoAnswer(stage, `${request.method ?? 'GET'} ${request.path}: ${reason}`);
  }
}

/** Sends a request and reads its whole answer. Throws NoAnswer. */
export async function sendRequest(
  dispatcher: Dispatcher,
  origin: string,
  request: GatewayRequest,
  log: Transcript,
): Promise<GatewayAnswer> {
  const {
    events: _events,
    chunksAt: _chunks,
    ...answer
  } = await exchange(dispatcher, origin, request, 'application/json', log);
  return { ...answer, json: jsonOf(answer.body) };
}

/**
 * Sends a request and reads its server-sent events to the end, or closes the connection after `hangUpAfter` of them.
 * Throws NoAnswer, also for a stream that is cut.
 */
export function sendStream(
  dispatcher: Dispatcher,
  origin: string,
  request: GatewayRequest,
  log: Transcript,
  { hangUpAfter }: { hangUpAfter?: number } = {},
): Promise<GatewayStream> {
  const patient = { deadlineMs: WAITS.inferenceAnswer, ...request };
  return exchange(dispatcher, origin, patient, 'text/event-stream', log, hangUpAfter);
}
