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
  record(request: Omit<RequestCount, 'count'>): void;
  entries(): RequestCount[];
}

/** Counts requests by verb, resource and user, so that a test can say what a run asked for. */
export function requestLog(): RequestLog {
  const counts = new Map<string, RequestCount>();
  return {
    record(request) {
      const key = JSON.stringify(Object.values(request));
      const known = counts.get(key) ?? { ...request, count: 0 };
      known.count += 1;
      counts.set(key, known);
    },
    entries: () => [...counts.values()],
  };
}
