import { type Dispatcher, request as httpRequest } from 'undici';
import { boundedBytes } from '../../bounded-body.ts';
import { connectionFailure } from '../../connection-failure.ts';
import { WAITS } from '../../waits.ts';
import type { ApiAnswer, ApiRequest } from '../connection.ts';
import { type Channel, headersOf, single, urlOf } from '../http.ts';
import { Unreachable } from '../unreachable.ts';

/** A refusal is a Status of a few hundred bytes. */
const MAX_REFUSAL_BYTES = 2 ** 20;

/**
 * Asks, and gives the body of a 200 to `take` piece by piece; every other answer is answered. It has no deadline of its own
 * beside that of the connection between two pieces: a log is as long as it is. Throws Unreachable, and what `take` throws.
 */
export function streamed(
  channel: Channel,
  request: ApiRequest,
  take: (bytes: Uint8Array) => Promise<void>,
  signal?: AbortSignal,
): Promise<ApiAnswer | 'ended'> {
  return channel.inTurn(async () => {
    let mayRenew = true;
    for (let tries = 1; ; tries += 1) {
      const given = await sent(channel, request, signal);
      if (given.statusCode === 200) {
        for await (const bytes of piecesOf(channel, given.body, signal)) await take(bytes);
        return 'ended';
      }
      const answer = {
        status: given.statusCode,
        contentType: single(given.headers['content-type']) ?? '',
        body: await boundedBytes(given.body, MAX_REFUSAL_BYTES),
        tries,
      };
      if (answer.status !== 401 || !mayRenew || !(await channel.refresh())) return answer;
      mayRenew = false;
    }
  });
}

/** The answer is not packed: what is packed would be held until it makes sense. */
async function sent(channel: Channel, request: ApiRequest, signal?: AbortSignal): Promise<Dispatcher.ResponseData> {
  const headers = (await headersOf(channel, request)).filter(([name]) => name !== 'accept-encoding');
  try {
    return await httpRequest(urlOf(channel, request), {
      method: 'GET',
      headers: headers.flat(),
      ...(signal !== undefined && { signal }),
      dispatcher: channel.dispatcher,
    });
  } catch (error) {
    throw unreachable(channel, error, signal);
  }
}

async function* piecesOf(
  channel: Channel,
  body: Dispatcher.ResponseData['body'],
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const pieces = body[Symbol.asyncIterator]();
  try {
    for (;;) {
      const piece = await pieces.next().catch((error: unknown) => {
        throw unreachable(channel, error, signal);
      });
      if (piece.done === true) return;
      yield piece.value;
    }
  } finally {
    // Whoever stops in the middle wants no more of it: the connection is given up.
    body.destroy();
  }
}

function unreachable(channel: Channel, error: unknown, signal?: AbortSignal): Unreachable {
  const { origin } = new URL(channel.url);
  if (signal?.aborted) return new Unreachable(`${origin} did not end its answer in time`);
  return new Unreachable(connectionFailure(error, origin, WAITS.clusterRequest).reason);
}
