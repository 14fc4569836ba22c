import { readFileSync } from 'node:fs';
import { PerformanceObserver, performance } from 'node:perf_hooks';
import type { WatchRecord } from '../samples/sample.ts';

/** A timer of our own: Node's histogram of the event loop's delay keeps an idle loop awake (nodejs/node#56064). */
const BEAT_MS = 2;
/** The most that a stamp may be late: what came while the loop was away for longer was stamped later than that. */
const STALE_MS = 5;
const RECORD_MS = 1_000;
/** Of a shorter moment nobody can tell how busy it was. */
const SHORTEST_RECORD_MS = 200;

/** Jiffies that the host took from this machine, and all of them; undefined where the system does not tell. */
function stolen(): { steal: number; all: number } | undefined {
  try {
    const [line = ''] = readFileSync('/proc/stat', 'utf8').split('\n', 1);
    const jiffies = line.split(/\s+/).slice(1, 9).map(Number);
    return { steal: jiffies[7] ?? 0, all: jiffies.reduce((sum, value) => sum + value, 0) };
  } catch {
    return undefined;
  }
}

const bounded = (share: number): number => Math.min(1, Math.max(0, share));

export interface SelfWatch {
  stop(): void;
}

/** Notes once a second how busy this thread is, so that nobody takes its own slowness for the server's. */
export function selfWatch(
  worker: number,
  clock: () => number,
  inFlight: () => number,
  note: (record: WatchRecord) => void,
): SelfWatch {
  let gcMs = 0;
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) gcMs += duration;
  });
  observer.observe({ entryTypes: ['gc'] });
  let lagMs = 0;
  let staleMs = 0;
  let beatAt = performance.now();
  let utilisation = performance.eventLoopUtilization();
  let cpu = process.threadCpuUsage();
  let jiffies = worker === 0 ? stolen() : undefined;
  let recordedAt = performance.now();
  let isNoted = false;
  let couldCome = false;

  const record = (now: number): void => {
    const used = process.threadCpuUsage(cpu);
    const nextJiffies = worker === 0 ? stolen() : undefined;
    const passed = (nextJiffies?.all ?? 0) - (jiffies?.all ?? 0);
    note({
      type: 'watch',
      worker,
      atMs: Math.max(0, clock()),
      lagMs,
      stale: bounded(staleMs / (now - recordedAt)),
      busy: bounded(performance.eventLoopUtilization(utilisation).utilization),
      gcMs,
      cpu: (used.user + used.system) / 1_000 / (now - recordedAt),
      ...(passed > 0 && { steal: bounded(((nextJiffies?.steal ?? 0) - (jiffies?.steal ?? 0)) / passed) }),
      inFlight: inFlight(),
    });
    utilisation = performance.eventLoopUtilization();
    cpu = process.threadCpuUsage();
    jiffies = nextJiffies;
    lagMs = 0;
    staleMs = 0;
    gcMs = 0;
    recordedAt = now;
    isNoted = true;
  };

  /**
   * What came at any moment of the time away waited for its end: all but the last 5 ms of it is too late. Nothing comes where nothing had
   * been asked, as while the first requests are being sent.
   */
  const look = (now: number): void => {
    const awayMs = now - beatAt;
    lagMs = Math.max(lagMs, awayMs - BEAT_MS);
    if (couldCome) staleMs += Math.max(0, awayMs - STALE_MS);
    couldCome = inFlight() > 0;
    beatAt = now;
  };

  const beat = (): void => {
    const now = performance.now();
    look(now);
    if (now - recordedAt >= RECORD_MS) record(now);
    timer = setTimeout(beat, BEAT_MS);
  };
  let timer = setTimeout(beat, BEAT_MS);
  return {
    stop() {
      clearTimeout(timer);
      observer.disconnect();
      const now = performance.now();
      look(now);
      if (!isNoted || now - recordedAt > SHORTEST_RECORD_MS) record(now);
    },
  };
}
