import { readdirSync, readFileSync } from 'node:fs';

export interface Running {
  pid: number;
  parent: number;
  commandLine: string;
}

/** Every process that this user can see, from /proc. */
export function running(): Running[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((entry) => {
      try {
        const status = readFileSync(`/proc/${entry}/stat`, 'utf8');
        const parent = Number(status.slice(status.lastIndexOf(')') + 2).split(' ')[1]);
        const commandLine = readFileSync(`/proc/${entry}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
        return [{ pid: Number(entry), parent, commandLine }];
      } catch {
        return []; // it ended meanwhile
      }
    });
}

/** All processes below one, itself excluded. */
export function descendants(pid: number): Running[] {
  const all = running();
  const below = (parent: number): Running[] =>
    all.filter((one) => one.parent === parent).flatMap((one) => [one, ...below(one.pid)]);
  return below(pid);
}
