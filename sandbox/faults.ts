import { readdirSync } from 'node:fs';
import type { Fault } from './fault.ts';

const FOLDER = new URL('./faults/', import.meta.url);

/** The names of all faults, sorted; one file in `faults/` each. */
export function faultNames(): string[] {
  return readdirSync(FOLDER)
    .filter((file) => /^[a-z0-9-]+\.(ts|js)$/.test(file))
    .map((file) => file.replace(/\.(ts|js)$/, ''))
    .sort();
}

/** Loads a fault by name. Throws a RangeError naming the nearest known faults when there is none of that name. */
export async function loadFault(name: string): Promise<Fault> {
  const file = readdirSync(FOLDER).find((entry) => entry === `${name}.ts` || entry === `${name}.js`);
  if (file === undefined) {
    throw new RangeError(`unknown fault "${name}": expected one of ${faultNames().join(', ')}`);
  }
  const module: { fault: Fault } = await import(new URL(file, FOLDER).href);
  return module.fault;
}

/** Every fault there is, in the order of their names. */
export const allFaults = (): Promise<Fault[]> => Promise.all(faultNames().map(loadFault));
