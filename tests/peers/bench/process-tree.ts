import { readdirSync, readFileSync } from 'node:fs';

/** How often a tree is looked at, in milliseconds. A process' own peak is kept by the kernel, so that a rare look misses little. */
const EVERY_MS = 20;
const KIB_PER_MIB = 1024;

/** Peak resident memory of a process and all that it started, in MiB. */
export interface PeakMemory {
  /** Of the process with the highest peak of its own. */
  largest: number;
  /** The largest sum over all processes at one moment; pages that they share count for each. */
  tree: number;
}

function childrenOf(pid: number): number[] {
  return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  );
}

/** Every process below one, itself included; what ended meanwhile is left out. */
export function tree(pid: number): number[] {
  try {
    return [pid, ...childrenOf(pid).flatMap(tree)];
  } catch {
    return [];
  }
}

/** The peak and the present resident set of a process, in MiB. */
function memoryOf(pid: number): { peak: number; now: number } {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const field = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0);
    return { peak: field('VmHWM') / KIB_PER_MIB, now: field('VmRSS') / KIB_PER_MIB };
  } catch {
    return { peak: 0, now: 0 };
  }
}

/** Watches the memory of a process and all below it until `stop`. Reads /proc: Linux only. */
export function watchMemory(pid: number): { stop(): PeakMemory } {
  const peak: PeakMemory = { largest: 0, tree: 0 };
  const look = (): void => {
    const all = tree(pid).map(memoryOf);
    peak.largest = Math.max(peak.largest, ...all.map((one) => one.peak));
    peak.tree = Math.max(
      peak.tree,
      all.reduce((sum, { now }) => sum + now, 0),
    );
  };
  look();
  const timer = setInterval(look, EVERY_MS);
  return {
    stop() {
      clearInterval(timer);
      return peak;
    },
  };
}
