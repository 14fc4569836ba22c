import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Catalogue, type CatalogueEntry } from '../reports/catalogue-schema.ts';
import { ROOT } from './root.ts';
import type { KnownCheck } from './selection.ts';

const CATALOGUE_FILE = join(ROOT, 'suites', 'catalogue.json');

/** The catalogue as it was generated last; undefined where there is none, or none that can be understood. */
function readCatalogue(file = CATALOGUE_FILE): CatalogueEntry[] | undefined {
  try {
    return Catalogue.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data;
  } catch {
    return undefined;
  }
}

/** The selected checks with their declarations: as the suites said when they were loaded, else as the catalogue file says. */
export function declared(selected: readonly KnownCheck[], loaded: readonly CatalogueEntry[]): CatalogueEntry[] {
  const entries = new Map([...(readCatalogue() ?? []), ...loaded].map((entry) => [entry.id, entry]));
  return selected.map((check) => entries.get(check.id) ?? undeclared(check));
}

/** A check whose spec could not be loaded and that no catalogue knows: counted as untested, never forgotten. */
function undeclared({ id, phase, file }: KnownCheck): CatalogueEntry {
  const why = `unknown: ${file} could not be loaded`;
  return {
    id,
    phase,
    title: id,
    requirement: why,
    level: 'must',
    needs: ['local'],
    catches: [],
    dependsOn: [],
    remedy: `repair ${file}`,
    guide: 'none',
  };
}
