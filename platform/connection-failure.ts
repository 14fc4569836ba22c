import { z } from 'zod';

/** How far a connection came before it failed. */
type FailedStage = 'dns' | 'tcp' | 'tls' | 'http' | 'deadline';

export interface ConnectionFailure {
  stage: FailedStage;
  /** One line, without addresses beyond the origin: `connection refused by https://host:443`. */
  reason: string;
  /** true: a kept connection was closed by the other side, so asking again on a new one is no repetition of the question. */
  stale: boolean;
}

const Shape = z.looseObject({
  name: z.string().optional().catch(undefined),
  code: z.union([z.string(), z.number()]).optional().catch(undefined),
  message: z.string().optional().catch(undefined),
  cause: z.unknown().optional(),
  errors: z.array(z.unknown()).optional().catch(undefined),
});

/** The error and what caused it, outermost first: fetch and the address race both wrap what happened. */
function chainOf(error: unknown): { name: string; code: string; message: string }[] {
  const parsed = Shape.safeParse(error).data;
  if (parsed === undefined) return [];
  const { name = '', code, message = '', cause, errors = [] } = parsed;
  return [{ name, code: String(code ?? ''), message }, ...chainOf(cause), ...errors.flatMap(chainOf)];
}

const DNS = ['ENOTFOUND', 'EAI_AGAIN', 'ENODATA', 'ESERVFAIL'];
const DEADLINES = ['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT'];
const UNREACHABLE = ['EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'EADDRNOTAVAIL'];
const CLOSED = ['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'ECONNABORTED'];
const TLS =
  /CERT|^ERR_TLS|^ERR_SSL|^EPROTO|SELF_SIGNED|UNABLE_TO_(VERIFY|GET)_|INVALID_CA|PATH_LENGTH|^CRL_|HOSTNAME_MISMATCH/;

/** Reads what a failed request threw. `origin` names the other side, `deadlineMs` what it was given. */
export function connectionFailure(error: unknown, origin: string, deadlineMs: number): ConnectionFailure {
  const chain = chainOf(error);
  const coded = (codes: readonly string[]) => chain.find(({ code }) => codes.includes(code));
  const within = `within ${Math.round(deadlineMs / 100) / 10} s`;
  const tls = chain.find(({ code }) => TLS.test(code));
  const failure = (stage: FailedStage, reason: string, stale = false): ConnectionFailure => ({ stage, reason, stale });

  if (tls !== undefined) return failure('tls', `TLS with ${origin} failed: ${tls.code} (${firstLine(tls.message)})`);
  const dns = coded(DNS);
  if (dns !== undefined) return failure('dns', `the host of ${origin} cannot be resolved (${dns.code})`);
  if (coded(['ECONNREFUSED'])) return failure('tcp', `connection refused by ${origin}`);
  if (coded(['UND_ERR_CONNECT_TIMEOUT'])) return failure('tcp', `no connection to ${origin} ${within}`);
  const lost = coded(UNREACHABLE);
  if (lost !== undefined) return failure('tcp', `no way to ${origin} (${lost.code})`);
  if (coded(DEADLINES) || chain.some(({ name }) => name === 'TimeoutError' || name === 'AbortError')) {
    return failure('deadline', `no complete answer from ${origin} ${within}`);
  }
  if (coded(CLOSED)) return failure('http', `${origin} closed the connection without a complete answer`, true);
  const deepest = chain.at(-1);
  const detail = deepest === undefined ? String(error) : `${deepest.code} ${firstLine(deepest.message)}`.trim();
  return failure('http', `the request to ${origin} failed: ${detail}`);
}

/** The first line of a message, bounded: OpenSSL and proxies write long ones. */
export function firstLine(text: string, most = 200): string {
  const line = text.trim().split('\n')[0] ?? '';
  return line.length > most ? `${line.slice(0, most)}…` : line;
}
