import { isIP } from 'node:net';
import { connect, type SecureVersion } from 'node:tls';
import { connectionFailure, firstLine } from '../connection-failure.ts';
import { WAITS } from '../waits.ts';
import { NoAnswer } from './gateway.ts';

/** Versions of TLS that a client can offer, oldest first. */
export type TlsVersion = SecureVersion;

/** What a server said to an offer of one version of TLS. */
export type VersionAnswer =
  | { kind: 'spoken' }
  | { kind: 'refused'; how: string }
  /** The offer was not made, or the handshake failed on our side: nothing is known. */
  | { kind: 'unknown'; reason: string };

/** OpenSSL offers 1.0 and 1.1 only on its lowest security level; the ciphers of 1.3 are not part of this list. */
const EVERY_CIPHER = 'ALL@SECLEVEL=0';

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

/**
 * Reads why a handshake failed after the connection was up: an alert, or a connection that was closed, came from the
 * server; every other error is our own OpenSSL's, which did not offer the version or did not like the answer.
 */
export function readRefusal(error: unknown): VersionAnswer {
  const code = codeOf(error);
  const [, alert] = /_ALERT_(.+)$/.exec(code) ?? [];
  if (alert !== undefined) return { kind: 'refused', how: `alert ${alert.toLowerCase().replaceAll('_', ' ')}` };
  if (['ECONNRESET', 'EPIPE', 'ECONNABORTED'].includes(code)) return { kind: 'refused', how: 'connection closed' };
  // The server answered with a version that was not offered, which no server does that has the one that was.
  if (['ERR_SSL_UNSUPPORTED_PROTOCOL', 'ERR_SSL_WRONG_SSL_VERSION'].includes(code)) {
    return { kind: 'refused', how: 'answered with another version' };
  }
  const message = error instanceof Error ? firstLine(error.message) : String(error);
  return { kind: 'unknown', reason: `${code} (${message})` };
}

/**
 * Offers one version of TLS and no other, whatever the certificate; nothing is sent over it. Throws NoAnswer where there is
 * no connection, or the handshake takes longer than a request may.
 */
export function offerTls(url: URL, version: TlsVersion): Promise<VersionAnswer> {
  if (url.protocol !== 'https:') throw new NoAnswer('tls', `${url.origin} is not served with TLS`);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return new Promise((resolve, reject) => {
    let isConnected = false;
    const fail = (error: unknown): void => {
      socket.destroy();
      const { stage, reason } = connectionFailure(error, url.origin, WAITS.gatewayRequest);
      if (isConnected && stage !== 'deadline') resolve(readRefusal(error));
      else reject(new NoAnswer(stage, reason));
    };
    const socket = connect({
      host,
      port: Number(url.port || 443),
      // A literal address must not be named in the handshake (RFC 6066).
      ...(isIP(host) ? {} : { servername: host }),
      minVersion: version,
      maxVersion: version,
      ciphers: EVERY_CIPHER,
      ca: [],
      rejectUnauthorized: false,
      timeout: WAITS.gatewayRequest,
    });
    socket.once('connect', () => {
      isConnected = true;
    });
    socket.once('error', fail);
    socket.once('timeout', () => fail(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' })));
    socket.once('secureConnect', () => {
      resolve({ kind: 'spoken' });
      socket.destroy();
    });
  });
}
