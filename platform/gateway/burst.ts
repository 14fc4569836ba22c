import type { Socket } from 'node:net';
import { buildConnector, Client } from 'undici';
import { connectionFailure } from '../connection-failure.ts';
import { WAITS } from '../waits.ts';
import { sendRequest } from './exchange.ts';
import { type GatewayAnswer, type GatewayRequest, NoAnswer } from './gateway.ts';
import type { Transcript } from './transcript.ts';
import type { TlsOptions } from './trust.ts';

const CLOSED = { code: 'ECONNRESET' };

/** A connection that is up before the barrier falls: TCP and TLS take longer than the spread of a burst may. */
async function connected(url: URL, tls: TlsOptions): Promise<Client | NoAnswer> {
  const connect = buildConnector({ ...tls, timeout: WAITS.gatewayRequest, allowH2: false });
  const { hostname, host, protocol, port } = url;
  try {
    const socket = await new Promise<Socket>((resolve, reject) => {
      connect({ hostname, host, protocol, port }, (error, opened) => {
        if (opened) resolve(opened);
        else reject(error);
      });
    });
    return new Client(url.origin, {
      allowH2: false,
      // Not at once: the client has not noted yet that it is connecting.
      connect: (_options, callback) =>
        queueMicrotask(() => {
          if (socket.destroyed) callback(new Error('closed by the gateway before the burst', { cause: CLOSED }), null);
          else callback(null, socket);
        }),
    });
  } catch (error) {
    const { stage, reason } = connectionFailure(error, url.origin, WAITS.gatewayRequest);
    return new NoAnswer(stage, reason);
  }
}

/** Sends each request on a connection of its own, all in one turn of the event loop. Answers in order; never throws NoAnswer. */
export async function sendBurst(
  url: URL,
  tls: TlsOptions,
  requests: readonly GatewayRequest[],
  log: Transcript,
): Promise<(GatewayAnswer | NoAnswer)[]> {
  const clients = await Promise.all(requests.map(() => connected(url, tls)));
  const released = requests.map(async (request, index) => {
    const client = clients[index];
    if (client === undefined || client instanceof NoAnswer) return client ?? new NoAnswer('tcp', 'not connected');
    try {
      return await sendRequest(client, url.origin, request, log);
    } catch (error) {
      if (error instanceof NoAnswer) return error;
      throw error;
    }
  });
  const answers = await Promise.all(released);
  await Promise.all(clients.map((client) => (client instanceof NoAnswer ? undefined : client.destroy())));
  return answers;
}
