import type { Dispatcher } from 'undici';
import type { Identity } from '../identities/identities.ts';
import type { TlsVersion, VersionAnswer } from './tls-versions.ts';
import type { TranscriptEntry } from './transcript.ts';

/** How far a request came before it failed. */
export type Stage = 'dns' | 'tcp' | 'tls' | 'http' | 'deadline' | 'size';

/** The gateway gave no usable answer. A Violation by default: the gate has shown that the gateway can answer. */
export class NoAnswer extends Error {
  override name = 'NoAnswer';
  readonly stage: Stage;
  constructor(stage: Stage, message: string) {
    super(message);
    this.stage = stage;
  }
}

export interface GatewayRequest {
  method?: string;
  /** Path and query, absolute: /v1/models. */
  path: string;
  /** Whose MaaS token is sent; nobody's when absent. */
  as?: Identity;
  /** A literal Authorization header, for negative tests; excludes `as`. */
  authorization?: string;
  /** Further headers; a name may be repeated by giving several values. */
  headers?: Record<string, string | string[]>;
  /** Sent as JSON unless it is a string, which is sent as it is. */
  body?: unknown;
  deadlineMs?: number;
}

/** One complete answer. Times are performance.now() of this process, in milliseconds. */
export interface GatewayAnswer {
  status: number;
  headers: Record<string, string>;
  /** Text of at most MAX_BODY_BYTES. */
  body: string;
  /** The body as JSON, or undefined where it is none. */
  json: unknown;
  /** The tracking id that was sent as X-Request-Id; seen in the model's log when the request was forwarded. */
  requestId: string;
  sentAt: number;
  headersAt: number;
  endedAt: number;
}

/** One event of a server-sent stream. */
export interface StreamEvent {
  /** The name of its `event` field, where it has one. */
  name?: string;
  data: string;
  at: number;
}

export interface GatewayStream extends Omit<GatewayAnswer, 'json'> {
  events: StreamEvent[];
  /** Times at which bytes arrived. */
  chunksAt: number[];
}

export interface TlsReport {
  protocol: string;
  authorized: boolean;
  authorizationError?: string;
  subject: string;
  issuer: string;
  altNames: string[];
  validFrom: Date;
  validTo: Date;
  /** SHA-256 of the certificate, as hex with colons. */
  fingerprint256: string;
  /** Subjects of the certificates that were sent after it, up to the root where that is known. */
  chain?: string[];
}

/** The gateway, through our own client: HTTP/1.1, TLS verified, no retries, every request with a deadline and a size bound. */
export interface Gateway {
  /** https://host[:port], and how it was found. */
  url: URL;
  foundBy: string;
  /** The connections, for the OpenAI SDK. */
  dispatcher: Dispatcher;
  /** The last requests, redacted: for evidence. */
  recent(): TranscriptEntry[];
  /** Calls `listener` for each request that is sent with an identity's token, just before it is sent. */
  onUse(listener: (identity: Identity) => void): void;
  /** Tells the listeners of a request that is sent in another way (the OpenAI SDK). */
  noteUse(identity: Identity): void;
  /** The gate: each stage in turn; answers the stage that fails, or undefined when HTTP answered anything. */
  reachable(): Promise<{ stage: Stage; reason: string } | undefined>;
  /** Throws NoAnswer. */
  request(request: GatewayRequest): Promise<GatewayAnswer>;
  /** Sends and reads a server-sent stream to its end, or hangs up after so many events. Throws NoAnswer. */
  stream(request: GatewayRequest, options?: { hangUpAfter?: number }): Promise<GatewayStream>;
  /** Several at once on their own connections, released together; answers in order. */
  burst(requests: GatewayRequest[]): Promise<(GatewayAnswer | NoAnswer)[]>;
  tls(): Promise<TlsReport>;
  /** Offers one version of TLS only, without sending a request. Throws NoAnswer. */
  offerTls(version: TlsVersion): Promise<VersionAnswer>;
  /** The same gateway through another scheme or port, without credentials (plaintext probe). */
  probe(url: URL): Promise<GatewayAnswer>;
  close(): Promise<void>;
}
