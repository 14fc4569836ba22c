import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { PHASES } from '../../../layouts/phases.ts';
import type { Fault } from '../../../sandbox/fault.ts';
import { allFaults } from '../../../sandbox/faults.ts';
import { INSTALLATIONS, type InstallationName } from '../../../sandbox/world.ts';

const Catalogue = z.array(
  z.looseObject({ id: z.string(), phase: z.string(), level: z.enum(['must', 'should']), catches: z.array(z.string()) }),
);
export type CatalogueEntry = z.infer<typeof Catalogue>[number];

/** The generated catalogue; a test of its own holds it against the specs. */
export function catalogue(): CatalogueEntry[] {
  return Catalogue.parse(JSON.parse(readFileSync(new URL('../../../suites/catalogue.json', import.meta.url), 'utf8')));
}

export const faults = allFaults;

export const installationsOf = (fault: Fault): InstallationName[] => fault.installations ?? [...INSTALLATIONS];

/** Whether an `alsoTouches` pattern (an id, or `prefix.*`, or `*`) covers a check. */
export function covers(pattern: string, id: string): boolean {
  return pattern === '*' || pattern === id || (pattern.endsWith('.*') && id.startsWith(pattern.slice(0, -1)));
}

/** The name of the phase that a check belongs to, by its id. */
export function phaseOf(id: string): string {
  const prefix = id.slice(0, id.indexOf('.'));
  const phase = PHASES.find((candidate) => candidate.prefix === prefix);
  if (phase === undefined) throw new Error(`no phase has checks named ${prefix}.…`);
  return phase.name;
}

/** Whether a check's id (or a pattern of ids) is of a phase that reads the cluster and sends nothing: the first seven. */
export function readsTheCluster(id: string): boolean {
  if (id === '*') return false;
  const phase = PHASES.findIndex(({ name }) => name === phaseOf(id));
  return phase < PHASES.findIndex(({ name }) => name === 'authentication');
}
