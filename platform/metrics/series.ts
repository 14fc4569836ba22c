import type { Sample } from './metrics.ts';

/** Labels that say by which monitor a series came, not which series of which process it is. */
const OF_THE_MONITOR = ['job', 'service', 'endpoint', 'container', 'prometheus', 'prometheus_replica'];

function identity(labels: Record<string, string>): string {
  return JSON.stringify(
    Object.entries(labels)
      .filter(([name]) => !OF_THE_MONITOR.includes(name))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

type Labelled = Pick<Sample, 'labels'>;

function grouped<T extends Labelled>(samples: readonly T[]): T[][] {
  const groups = new Map<string, T[]>();
  for (const sample of samples) {
    const key = identity(sample.labels);
    groups.set(key, [...(groups.get(key) ?? []), sample]);
  }
  return [...groups.values()];
}

/** One sample of each series, however many monitors scrape the same process. */
export function distinctSeries<T extends Labelled>(samples: readonly T[]): T[] {
  return grouped(samples).flatMap(([first]) => (first === undefined ? [] : [first]));
}

/** Series that are there more than once because several monitors scrape the same process: `authorized_calls of maas/pod-1: jobs a, b`. */
export function duplicateSeries(samples: readonly Sample[]): string[] {
  return grouped(samples).flatMap((group) => {
    const [first] = group;
    if (first === undefined || group.length < 2) return [];
    const { __name__: name = 'a series', namespace = '', pod, instance } = first.labels;
    const jobs = group.map(({ labels }) => labels['job'] ?? labels['service'] ?? 'no job');
    return [`${name} of ${namespace}/${pod ?? instance ?? '?'}: jobs ${[...new Set(jobs)].join(', ')}`];
  });
}
