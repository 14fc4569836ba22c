import { readFileSync } from 'node:fs';
import { tree } from '../bench/process-tree.ts';

/** How often a tree is looked at, in milliseconds: what a process needed after the last look before its end is missed. */
const EVERY_MS = 50;
/** Of a second, in /proc: fixed in Linux's interface, whatever the kernel's own tick is. */
const TICKS_PER_S = 100;
const MS_PER_S = 1_000;
/** Places of utime and stime behind the name of the command, which may itself have blanks and brackets. */
const [UTIME, STIME] = [11, 12];

function processorMs(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return ((Number(fields[UTIME]) + Number(fields[STIME])) * MS_PER_S) / TICKS_PER_S;
  } catch {
    return undefined;
  }
}

/** Watches what a process, and all that it starts, need of the processor, until `stop` says it in milliseconds. Linux only. */
export function watchProcessor(pid: number): { stop(): number } {
  const seen = new Map<number, number>();
  const look = (): void => {
    // Also those that outlive the one that started them.
    for (const one of new Set([...tree(pid), ...seen.keys()])) {
      const ms = processorMs(one);
      if (ms !== undefined) seen.set(one, ms);
    }
  };
  look();
  const timer = setInterval(look, EVERY_MS);
  return {
    stop() {
      clearInterval(timer);
      return [...seen.values()].reduce((sum, ms) => sum + ms, 0);
    },
  };
}
