import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { PHASES } from '../layouts/phases.ts';
import { nearest } from '../platform/nearest.ts';
import { ROOT } from './root.ts';
import { UsageError } from './usage-error.ts';

/** One check, as the folders of the suites tell it. */
export interface KnownCheck {
  id: string;
  /** Name of its phase. */
  phase: string;
  /** Path of its spec below the harness' folder. */
  file: string;
}

const SPEC = /^(?<slug>[a-z0-9-]+)\.spec\.[tj]s$/;

/** Every check there is, in the order in which they run. */
export function knownChecks(root = ROOT): KnownCheck[] {
  return PHASES.flatMap(({ folder, name, prefix }) =>
    specs(join(root, 'suites', folder)).map(({ file, slug }) => ({
      id: `${prefix}.${slug}`,
      phase: name,
      file: `suites/${folder}/${file}`,
    })),
  );
}

function specs(folder: string): { file: string; slug: string }[] {
  let files: string[];
  try {
    files = readdirSync(folder);
  } catch {
    return [];
  }
  return files.sort().flatMap((file) => {
    const slug = SPEC.exec(file)?.groups?.['slug'];
    return slug === undefined ? [] : [{ file, slug }];
  });
}

/**
 * The checks that a run is asked for: those of the phases and those named, together; all when neither is given.
 * Throws UsageError for an id that no check has, with the nearest one.
 */
export function select(known: readonly KnownCheck[], phases: readonly string[], ids: readonly string[]): KnownCheck[] {
  const all = known.map((check) => check.id);
  const unknown = ids.find((id) => !all.includes(id));
  if (unknown !== undefined) {
    const near = nearest(unknown, all);
    const hint = near === undefined ? '"maas-verify catalogue" lists them' : `did you mean ${near}?`;
    throw new UsageError(`unknown check "${unknown}"; ${hint}`);
  }
  if (phases.length === 0 && ids.length === 0) return [...known];
  const selected = known.filter((check) => phases.includes(check.phase) || ids.includes(check.id));
  if (selected.length === 0) throw new UsageError(`no check is in phase ${phases.join(', ')}: there is nothing to run`);
  return selected;
}
