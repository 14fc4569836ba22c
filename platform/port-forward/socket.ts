import { Duplex } from 'node:stream';
import { WebSocket } from 'undici';
import type { Channel } from '../cluster/http.ts';
import { firstLine } from '../connection-failure.ts';
import { redact } from '../redact.ts';
import { deadline, WAITS } from '../waits.ts';

/** A port of a pod. */
export interface PodPort {
  namespace: string;
  pod: string;
  port: number;
}

/** Kubernetes' protocol: each message begins with its channel, 0 for data and 1 for what goes wrong, of the one port asked for. */
const PROTOCOL = 'v4.channel.k8s.io';
const DATA = 0;
const TROUBLE = 1;
/** The first message of each channel repeats the port. */
const PORT_BYTES = 2;

/** A port-forward did not come about, or broke. The message is one line. */
class ForwardFailed extends Error {
  override name = 'ForwardFailed';
}

/**
 * Opens a connection to a port of a pod through the API server, as `kubectl port-forward` does, but for the listener: only who
 * holds the stream reaches the pod. Throws ForwardFailed, or Unreachable where there are no credentials.
 */
export async function forwardedSocket(channel: Channel, target: PodPort): Promise<Duplex> {
  const { authorization, headers } = await channel.credentials();
  const { namespace, pod, port } = target;
  const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(pod)}/portforward?ports=${port}`;
  const socket = new WebSocket(`${channel.url.replace(/^http/, 'ws')}${path}`, {
    protocols: [PROTOCOL],
    dispatcher: channel.dispatcher,
    headers: {
      'user-agent': 'maas-verify',
      ...flat(headers),
      ...(authorization === undefined ? {} : { authorization }),
    },
  });
  socket.binaryType = 'arraybuffer';
  await opened(socket, target);
  return streamOf(socket, target);
}

const flat = (headers: Record<string, string | string[]>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat().join(', ')]));

const nameOf = ({ namespace, pod, port }: PodPort): string => `port ${port} of pod ${namespace}/${pod}`;

async function opened(socket: WebSocket, target: PodPort): Promise<void> {
  const late = deadline(WAITS.clusterRequest);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const fail = (why: string): void => reject(new ForwardFailed(`no port-forward to ${nameOf(target)}: ${why}`));
  const tooLate = (): void => fail(`no answer within ${WAITS.clusterRequest / 1_000} s`);
  late.addEventListener('abort', tooLate, { once: true });
  socket.addEventListener('open', () => resolve(), { once: true });
  socket.addEventListener('error', ({ message }) => fail(firstLine(redact(message)) || 'the API server refuses it'), {
    once: true,
  });
  try {
    await promise;
  } catch (error) {
    socket.close();
    throw error;
  } finally {
    late.removeEventListener('abort', tooLate);
  }
}

function streamOf(socket: WebSocket, target: PodPort): Duplex {
  const greeted = new Set<number>();
  const stream = new Duplex({
    read: () => undefined,
    write(chunk: Buffer, _, done) {
      socket.send(Buffer.concat([Buffer.of(DATA), chunk]));
      done();
    },
    final(done) {
      socket.close();
      done();
    },
    destroy(error, done) {
      socket.close();
      done(error);
    },
  });
  socket.addEventListener('message', ({ data }) => {
    const bytes = Buffer.from(data as ArrayBuffer);
    const channel = bytes[0] ?? DATA;
    const payload = bytes.subarray(greeted.has(channel) ? 1 : 1 + PORT_BYTES);
    greeted.add(channel);
    if (payload.length === 0) return;
    if (channel === DATA) stream.push(payload);
    else if (channel === TROUBLE)
      stream.destroy(new ForwardFailed(`${nameOf(target)}: ${firstLine(redact(payload.toString('utf8')))}`));
  });
  socket.addEventListener('close', () => {
    if (!stream.destroyed) stream.push(null);
  });
  return stream;
}
