import { readFileSync } from 'node:fs';
import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls';

export interface Trust {
  /** PEM file of one more CA to trust; the system's are always trusted. */
  caFile?: string;
  insecureSkipTlsVerify: boolean;
}

/** TLS options of a connection. One context for all: reading some hundred CAs for each connection would be slow. */
export interface TlsOptions {
  secureContext: SecureContext;
  rejectUnauthorized: boolean;
}

/** Reads whom to trust. Throws where the CA file cannot be read. */
export function tlsOptions({ caFile, insecureSkipTlsVerify }: Trust): TlsOptions {
  const known = [...new Set([...getCACertificates('default'), ...getCACertificates('system')])];
  const ca = caFile === undefined ? known : [...known, readFileSync(caFile, 'utf8')];
  return { secureContext: createSecureContext({ ca }), rejectUnauthorized: !insecureSkipTlsVerify };
}
