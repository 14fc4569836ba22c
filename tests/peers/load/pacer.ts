/** A timer may fire so much too late, in milliseconds: what is due sooner is waited for in turns of the event loop. */
const SPIN_MS = 1.5;
const NS_PER_MS = 1e6;

/** The process's own clock is quicker to read, and as far from the machine's all the time. */
const OFFSET_MS = Number(process.hrtime.bigint()) / NS_PER_MS - performance.now();

/** Milliseconds of the machine's monotonic clock: every process of a machine has the same. */
export const now = (): number => performance.now() + OFFSET_MS;

interface Entry {
  dueMs: number;
  run: () => void;
}

/** Runs what is due, each at its own time. */
export interface Pacer {
  at(dueMs: number, run: () => void): void;
}

/** One clock for all streams: a timer for each of their events would cost more than the events. `spins` uses a whole core for it. */
export function pacer(spins: boolean): Pacer {
  // A binary heap: the earliest is the first.
  const heap: Entry[] = [];
  let waitsFor = Number.POSITIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  let immediate: NodeJS.Immediate | undefined;

  const up = (entry: Entry): void => {
    let at = heap.push(entry) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || above.dueMs <= entry.dueMs) break;
      heap[at] = above;
      at = parent;
    }
    heap[at] = entry;
  };

  const childOf = (at: number): number => {
    const left = 2 * at + 1;
    const right = heap[left + 1];
    return right !== undefined && right.dueMs < (heap[left]?.dueMs ?? 0) ? left + 1 : left;
  };

  const take = (): void => {
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let at = 0;
    for (let child = childOf(at); ; child = childOf(at)) {
      const below = heap[child];
      if (below === undefined || below.dueMs >= last.dueMs) break;
      heap[at] = below;
      at = child;
    }
    heap[at] = last;
  };

  const turn = (): void => {
    for (let first = heap[0]; first !== undefined && first.dueMs <= now(); first = heap[0]) {
      take();
      first.run();
    }
    wait();
  };

  const wait = (): void => {
    clearTimeout(timer);
    clearImmediate(immediate);
    const [first] = heap;
    waitsFor = first?.dueMs ?? Number.POSITIVE_INFINITY;
    if (first === undefined) return;
    const left = first.dueMs - now();
    if (left <= 0 || (spins && left < SPIN_MS)) immediate = setImmediate(turn);
    else timer = setTimeout(turn, spins ? left - 1 : left);
  };

  return {
    at(dueMs, run) {
      up({ dueMs, run });
      if (dueMs < waitsFor) wait();
    },
  };
}
