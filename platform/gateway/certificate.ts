import { X509Certificate } from 'node:crypto';

/** A certificate of a TLS Secret, read from its PEM text. */
export interface StoredCertificate {
  fingerprint256: string;
  subject: string;
  issuer: string;
  validTo: Date;
  /** Whether it is for this host, by its subject alternative names (wildcards cover one label). */
  covers(host: string): boolean;
}

/** Reads the first certificate of a PEM text; undefined where it holds none. */
export function readCertificate(pem: string): StoredCertificate | undefined {
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(pem);
  } catch {
    return undefined;
  }
  return {
    fingerprint256: certificate.fingerprint256,
    subject: certificate.subject,
    issuer: certificate.issuer,
    validTo: certificate.validToDate,
    covers: (host) => certificate.checkHost(host, { subject: 'never' }) !== undefined,
  };
}
