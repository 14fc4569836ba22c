/** How often one user asked one thing of the API. */
export interface RequestCount {
  verb: string;
  /** Plural with its group and subresource (`pods/log`, `deployments.apps`), or the path of another request. */
  resource: string;
  user: string;
  dryRun: boolean;
  count: number;
}

export interface RequestLog {
  record(request: Omit<RequestCount, 'count'>): void;
  entries(): RequestCount[];
  /** The requests that could change something: no reads, no reviews, no dry runs. */
  writes(): RequestCount[];
}

const READS = new Set(['get', 'list', 'watch', 'head']);
/** Reviews are created, but only ask. */
const REVIEW = /^(selfsubject|subjectaccess|localsubjectaccess|token)\w*reviews\./;

/** Counts requests by verb, resource and user. */
export function requestLog(): RequestLog {
  const counts = new Map<string, RequestCount>();
  return {
    record(request) {
      const key = JSON.stringify([request.verb, request.resource, request.user, request.dryRun]);
      const known = counts.get(key) ?? { ...request, count: 0 };
      known.count += 1;
      counts.set(key, known);
    },
    entries: () => [...counts.values()],
    writes: () =>
      [...counts.values()].filter(
        ({ verb, resource, dryRun }) => !READS.has(verb) && !dryRun && !REVIEW.test(resource),
      ),
  };
}
