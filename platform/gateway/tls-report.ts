import { isIP } from 'node:net';
import { connect, type DetailedPeerCertificate, type PeerCertificate } from 'node:tls';
import { connectionFailure } from '../connection-failure.ts';
import { WAITS } from '../waits.ts';
import { NoAnswer, type TlsReport } from './gateway.ts';
import type { TlsOptions } from './trust.ts';

const named = (name: PeerCertificate['subject'] | undefined): string =>
  Object.entries(name ?? {})
    .map(([key, value]) => `${key}=${[value].flat().join('+')}`)
    .join(', ');

/** The subjects above a certificate; a root is its own issuer, and an incomplete chain ends early. */
function chainAbove(certificate: DetailedPeerCertificate): string[] {
  const subjects: string[] = [];
  const seen = new Set([certificate.fingerprint256]);
  // Typed as always there, yet absent at the end of an incomplete chain.
  let above: DetailedPeerCertificate | undefined = certificate.issuerCertificate;
  while (above !== undefined && !seen.has(above.fingerprint256)) {
    seen.add(above.fingerprint256);
    subjects.push(named(above.subject));
    above = above.issuerCertificate;
  }
  return subjects;
}

/** Shakes hands without sending anything, and reports the certificate whether it is valid or not. Throws NoAnswer. */
export function reportTls(url: URL, { secureContext }: TlsOptions): Promise<TlsReport> {
  if (url.protocol !== 'https:') throw new NoAnswer('tls', `${url.origin} is not served with TLS`);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return new Promise((resolve, reject) => {
    const fail = (error: unknown): void => {
      socket.destroy();
      const { stage, reason } = connectionFailure(error, url.origin, WAITS.gatewayRequest);
      reject(new NoAnswer(stage, reason));
    };
    const socket = connect({
      host,
      port: Number(url.port || 443),
      // A literal address must not be named in the handshake (RFC 6066), yet the certificate must be for it.
      ...(isIP(host) ? {} : { servername: host }),
      secureContext,
      rejectUnauthorized: false,
      timeout: WAITS.gatewayRequest,
    });
    socket.once('error', fail);
    socket.once('timeout', () => fail(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' })));
    socket.once('secureConnect', () => {
      const certificate = socket.getPeerCertificate(true);
      const error = socket.authorizationError;
      resolve({
        protocol: socket.getProtocol() ?? 'unknown',
        authorized: socket.authorized,
        ...(error
          ? { authorizationError: String(error instanceof Error && 'code' in error ? error.code : error) }
          : {}),
        subject: named(certificate.subject),
        issuer: named(certificate.issuer),
        altNames: (certificate.subjectaltname ?? '').split(', ').filter((name) => name !== ''),
        validFrom: new Date(certificate.valid_from),
        validTo: new Date(certificate.valid_to),
        fingerprint256: certificate.fingerprint256,
        chain: chainAbove(certificate),
      });
      socket.destroy();
    });
  });
}
