import { X509Certificate } from 'node:crypto';
import type { TlsReport } from './gateway.ts';

const DAY_MS = 86_400_000;

/** A certificate of a TLS Secret, read from its PEM text. */
export interface StoredCertificate {
  fingerprint256: string;
  subject: string;
  issuer: string;
  validFrom: Date;
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
    validFrom: certificate.validFromDate,
    validTo: certificate.validToDate,
    covers: (host) => certificate.checkHost(host, { subject: 'never' }) !== undefined,
  };
}

/** Whole days until a certificate ends; negative where it has ended. */
export const daysLeft = ({ validTo }: { validTo: Date }, now: number): number =>
  Math.floor((validTo.getTime() - now) / DAY_MS);

/** A listener's host as a caller would name it: any name below a wildcard. */
const asCalled = (host: string): string => host.replace(/^\*\./, 'any.');

/** What is wrong with a certificate for these hosts: the host is not among its names (FM-09), or it is not valid now. */
function problemsOf(
  subject: string,
  { validFrom, validTo }: { validFrom: Date; validTo: Date },
  uncovered: readonly string[],
  now: number,
): string[] {
  return [
    ...(uncovered.length > 0 ? [`${subject} does not cover ${uncovered.join(', ')} (FM-09)`] : []),
    ...(validTo.getTime() <= now ? [`${subject} ended on ${validTo.toISOString()}`] : []),
    ...(validFrom.getTime() > now ? [`${subject} begins only on ${validFrom.toISOString()}`] : []),
  ];
}

/** What is wrong with the certificate of a Secret. */
export const storedProblems = (
  place: string,
  stored: StoredCertificate,
  hosts: readonly string[],
  now: number,
): string[] =>
  problemsOf(
    `the certificate in ${place}`,
    stored,
    hosts.filter((host) => !stored.covers(asCalled(host))),
    now,
  );

/** Whether alternative names are about a host: its own name, or a wildcard for one label (RFC 6125). */
const named = (altNames: readonly string[], host: string): boolean => {
  const wanted = [host, `*.${host.split('.').slice(1).join('.')}`].map((name) => `dns:${name.toLowerCase()}`);
  return altNames.some((name) => wanted.includes(name.toLowerCase()));
};

/** What is wrong with the certificate that a gateway serves for a host. */
export const servedProblems = (served: TlsReport, host: string, now: number): string[] =>
  problemsOf(
    `the certificate that is served (${served.subject})`,
    served,
    named(served.altNames, asCalled(host)) ? [] : [host],
    now,
  );
