/** A question to an API server. */
export interface ApiRequest {
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Absolute path, segments already encoded. */
  path: string;
  query?: Record<string, string | number | boolean | undefined>;
  /** Sent as JSON; with PATCH, as a merge patch. */
  body?: unknown;
  accept?: string;
  deadlineMs?: number;
  /** false: asked once, whatever comes; for what is not a read. */
  retry?: boolean;
}

export interface ApiAnswer {
  status: number;
  contentType: string;
  /** As it came, in UTF-8: a page of a list has megabytes, and is never a text as a whole. */
  body: Buffer;
  /** Milliseconds that the server asks to wait, where it does. */
  retryAfterMs?: number;
  /** How often it was asked until it answered so. */
  tries: number;
}

/** An answer whose body may still be packed (gzip) as the server sent it: a page that is only passed on is not unpacked for it. */
export interface PackedAnswer extends ApiAnswer {
  packed: boolean;
}

/**
 * An API server, as its user asks it. A run has one: the command's (direct-connection.ts), through which the processes of
 * the checks ask too (relayed-connection.ts).
 */
export interface Connection {
  /** Of the API server, without a trailing slash. */
  url: string;
  /**
   * Asks when those who came before have been answered. A read is asked again: after 429 as Retry-After says, once after
   * 5xx, once after its connection was lost, and once after 401 where the credentials have been renewed.
   * Throws Unreachable where nothing answers, or where `signal` ends it.
   */
  send(request: ApiRequest, signal?: AbortSignal): Promise<ApiAnswer>;
  /** As `send`, for somebody who unpacks the body himself (packing.ts). */
  sendPacked(request: ApiRequest, signal?: AbortSignal): Promise<PackedAnswer>;
  /** The Authorization header of its user; undefined where he has a client certificate only. Throws Unreachable. */
  authorization(): Promise<string | undefined>;
  /** What the server is told that must be in no output, as last read. */
  secrets(): string[];
  close(): Promise<void>;
}
