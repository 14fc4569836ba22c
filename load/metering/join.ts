import type { CountedSeries, Counter, CountersRecord } from './record.ts';

const keyOf = ({ instance, users }: CountedSeries): string => JSON.stringify([instance, users]);

/** The points of both, each scrape once. */
function joinedPoints(series: readonly CountedSeries[]): CountedSeries['points'] {
  return [
    ...new Map(series.flatMap(({ points }) => points.map((point) => [point[0], point] as const))).values(),
  ].toSorted(([a], [b]) => a - b);
}

function joinedSeries(counters: readonly Counter[]): CountedSeries[] {
  const groups = Map.groupBy(
    counters.flatMap(({ series }) => series),
    keyOf,
  );
  return [...groups.values()].flatMap((own) => {
    const [first] = own;
    return first === undefined ? [] : [{ ...first, points: joinedPoints(own) }];
  });
}

function joinedScrapes(counters: readonly Counter[]): Counter['scrapes'] {
  const instances = [...new Set(counters.flatMap(({ scrapes }) => Object.keys(scrapes)))];
  return Object.fromEntries(
    instances.map((instance) => [
      instance,
      [...new Set(counters.flatMap(({ scrapes }) => scrapes[instance] ?? []))].toSorted((a, b) => a - b),
    ]),
  );
}

/**
 * Counters as all slices of a run have read them. They look at the same Prometheus, so that their scrapes are the same ones, some
 * seen by several: nothing is added up.
 */
export function joinedCounters(records: readonly CountersRecord[]): Counter[] {
  const [first, ...others] = records;
  if (first === undefined || others.length === 0) return first?.counters ?? [];
  const all = records.flatMap(({ counters }) => counters);
  return first.counters.flatMap(({ counts, metric }) => {
    const same = all.filter((one) => one.counts === counts && one.metric === metric);
    const [one] = same;
    if (one === undefined) return [];
    const absent = same.find((other) => other.absent !== undefined)?.absent;
    return [
      { ...one, ...(absent !== undefined && { absent }), scrapes: joinedScrapes(same), series: joinedSeries(same) },
    ];
  });
}
