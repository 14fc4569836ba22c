import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** As Go prints a time: `2026-11-23 08:15:42.123456789 +0000 UTC m=+0.05`. oc writes the start and the end of a collection. */
const GO_TIME = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,3})\d*)? ([+-]\d\d)(\d\d)/;
const TIMESTAMP = 'timestamp';

/**
 * When a bundle was collected, in milliseconds: the latest of its `timestamp` files, which are in its roots and above them;
 * without one, the time of its newest file. Undefined for a bundle without files.
 */
export function collectedAt(folder: string, roots: readonly string[]): number | undefined {
  const above = (root: string): string[] => (root === folder ? [root] : [root, ...above(dirname(root))]);
  const folders = new Set(roots.flatMap(above));
  const told = [...folders].flatMap((place) => timesIn(join(place, TIMESTAMP)));
  const times = told.length > 0 ? told : roots.flatMap((root) => newestFile(root) ?? []);
  return times.length === 0 ? undefined : Math.max(...times);
}

function timesIn(file: string): number[] {
  try {
    return readFileSync(file, 'utf8').split('\n').flatMap(timeOf);
  } catch {
    return [];
  }
}

function timeOf(line: string): number[] {
  const [, day, time, fraction = '0', hours, minutes] = GO_TIME.exec(line) ?? [];
  const at = Date.parse(`${day}T${time}.${fraction.padEnd(3, '0')}${hours}:${minutes}`);
  return Number.isNaN(at) ? [] : [at];
}

/** By the time at which a file was changed last, which archives keep. */
function newestFile(folder: string): number | undefined {
  let newest: number | undefined;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    const at = entry.isDirectory() ? newestFile(path) : entry.isFile() ? statSync(path).mtimeMs : undefined;
    if (at !== undefined && (newest === undefined || at > newest)) newest = at;
  }
  return newest;
}
