import { readFileSync } from 'node:fs';
import { tree } from '../bench/process-tree.ts';

/** How often a tree is looked at, in milliseconds: what a process needed after the last look before its end is missed. */
const EVERY_MS = 50;
/** Of a second, in /proc: fixed in Linux's interface, whatever the kernel's own tick is. */
const TICKS_PER_S = 100;
const MS_PER_S = 1_000;
/** Places behind the name of the command, which may itself have blanks and brackets. */
const [UTIME, STIME, STARTED] = [11, 12, 19];

interface Process {
  ms: number;
  /** When it was started: a number that another process has meanwhile is not taken for it. */
  started: string;
}

function processOf(pid: number): Process | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ms = ((Number(fields[UTIME]) + Number(fields[STIME])) * MS_PER_S) / TICKS_PER_S;
    return { ms, started: fields[STARTED] ?? '' };
  } catch {
    return undefined;
  }
}

/** Watches a process and all that it starts. Linux only. */
export interface ProcessorWatch {
  /** Those that have not ended, also where the one that started them has. */
  alive(): number[];
  /** What all of them needed, in milliseconds; ends the watch. */
  stop(): number;
}

export function watchProcessor(pid: number): ProcessorWatch {
  const seen = new Map<number, Process>();
  const isSame = (one: number, found: Process): boolean => (seen.get(one)?.started ?? found.started) === found.started;
  const alive = (): number[] =>
    [...new Set([...tree(pid), ...seen.keys()])].filter((one) => {
      const found = processOf(one);
      if (found === undefined || !isSame(one, found)) return false;
      seen.set(one, found);
      return true;
    });
  alive();
  const timer = setInterval(alive, EVERY_MS);
  return {
    alive,
    stop() {
      clearInterval(timer);
      alive();
      return [...seen.values()].reduce((sum, { ms }) => sum + ms, 0);
    },
  };
}
