import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { Pool } from 'undici';
import { tlsOptions } from '../../platform/gateway/trust.ts';
import type { Exchange } from './exchange.ts';
import type { LoadTarget } from './target.ts';

const CONNECT_TIMEOUT_MS = 10_000;
const SENT = 'undici:client:sendHeaders';

/** The connections of one thread. */
export interface Connections {
  pool: Pool;
  /** The exchange whose request is written next: undici names the connection right after. */
  starting(exchange: Exchange): void;
  /** Opens so many before anything is measured. */
  warm(count: number): Promise<void>;
  close(): Promise<void>;
}

const socketOf = (message: unknown): object | undefined =>
  typeof message === 'object' &&
  message !== null &&
  'socket' in message &&
  typeof message.socket === 'object' &&
  message.socket !== null
    ? message.socket
    : undefined;

/**
 * As many connections as there are requests in flight: a bound of ours would look like a slow server. One protocol for
 * all, since streams that share a connection queue in another way. Deadlines are the engine's own.
 */
export function connections({ baseUrl, caFile, insecureSkipTlsVerify }: LoadTarget): Connections {
  const { origin, protocol } = new URL(baseUrl);
  const tls = protocol === 'https:' ? tlsOptions({ caFile, insecureSkipTlsVerify }) : {};
  const pool = new Pool(origin, {
    connections: null,
    pipelining: 1,
    allowH2: false,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { ...tls, timeout: CONNECT_TIMEOUT_MS },
  });
  const used = new WeakSet<object>();
  let current: Exchange | undefined;
  const onSent = (message: unknown): void => {
    const socket = socketOf(message);
    if (socket === undefined) return;
    current?.onSocket(used.has(socket));
    current = undefined;
    used.add(socket);
  };
  subscribe(SENT, onSent);
  return {
    pool,
    starting(exchange) {
      current = exchange;
    },
    async warm(count) {
      // Without a token: nothing that a limiter would count.
      const opened = Array.from({ length: count }, async () => {
        const { body } = await pool.request({ method: 'GET', path: '/' });
        await body.dump();
      });
      await Promise.allSettled(opened);
    },
    async close() {
      unsubscribe(SENT, onSent);
      await pool.destroy();
    },
  };
}
