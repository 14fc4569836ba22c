/**
 * What each container has printed, newest last, bounded. Servers write; the Kubernetes API's `log` reads. The lines of a
 * container before its restart are those of NAME.previous.
 */
export interface PodLogs {
  append(container: { namespace: string; pod: string; container: string }, line: string): void;
  read(container: { namespace: string; pod: string; container: string }): string[];
}

const MAX_LINES = 20_000;

export function podLogs(): PodLogs {
  const lines = new Map<string, string[]>();
  const key = (c: { namespace: string; pod: string; container: string }): string =>
    `${c.namespace}/${c.pod}/${c.container}`;
  return {
    append(container, line) {
      const kept = lines.get(key(container)) ?? [];
      kept.push(line);
      if (kept.length > MAX_LINES) kept.splice(0, kept.length - MAX_LINES);
      lines.set(key(container), kept);
    },
    read: (container) => lines.get(key(container)) ?? [],
  };
}
