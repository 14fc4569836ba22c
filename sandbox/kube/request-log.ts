/** How often one user asked one thing of the API. */
export interface RequestCount {
  verb: string;
  /** API group; empty for the core group and for paths. */
  group: string;
  /** Plural with its subresource (`pods/log`), or the path of a request that is of no resource. */
  resource: string;
  user: string;
  dryRun: boolean;
  count: number;
}

export interface RequestLog {
  /** @param line the request as the client wrote it: `GET /api/v1/pods?limit=250` */
  record(request: Omit<RequestCount, 'count'>, line: string): void;
  entries(): RequestCount[];
  /** The newest requests, as the clients wrote them, oldest first. */
  lines(): string[];
  connected(): void;
  /** How many connections clients have opened. */
  connections(): number;
}

/** More than any run asks; a sandbox that runs for days does not keep them all. */
const MOST_LINES = 10_000;

/** Counts requests by verb, resource and user, so that a test can say what a run asked for. */
export function requestLog(): RequestLog {
  const counts = new Map<string, RequestCount>();
  const lines: string[] = [];
  let connections = 0;
  return {
    record(request, line) {
      lines.push(line);
      if (lines.length > MOST_LINES) lines.shift();
      const key = JSON.stringify(Object.values(request));
      const known = counts.get(key) ?? { ...request, count: 0 };
      known.count += 1;
      counts.set(key, known);
    },
    entries: () => [...counts.values()],
    lines: () => [...lines],
    connected() {
      connections += 1;
    },
    connections: () => connections,
  };
}
