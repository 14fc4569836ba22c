const FIRST_CAPACITY = 256;

/** Instants of events, in a typed array that is used again for the next stream: nothing is allocated while events come. */
export interface EventTimes {
  values: Float64Array;
  length: number;
}

export interface EventTimesPool {
  take(): EventTimes;
  give(times: EventTimes): void;
}

/** Appends an instant; the array doubles where it is full. */
export function append(times: EventTimes, at: number): void {
  if (times.length === times.values.length) {
    const larger = new Float64Array(2 * times.length);
    larger.set(times.values);
    times.values = larger;
  }
  times.values[times.length] = at;
  times.length += 1;
}

/** A pool of them, for the streams of one thread. */
export function eventTimesPool(): EventTimesPool {
  const free: EventTimes[] = [];
  return {
    take: () => free.pop() ?? { values: new Float64Array(FIRST_CAPACITY), length: 0 },
    give(times) {
      times.length = 0;
      free.push(times);
    },
  };
}
