import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Layout } from '../../../layouts/layout.ts';
import { ROOT } from '../verify.ts';
import type { Read } from './memory-cluster.ts';

/** Where a name that a check asks for can be written down: everything else it has read from the cluster. */
const SOURCES = ['suites', 'fixtures', 'platform', 'layouts'];

function sourceText(): string {
  const files = SOURCES.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  return files.map((file) => readFileSync(file, 'utf8')).join('\n');
}

/**
 * Reads as they are known before anything is read: namespaces and names that depend on the installation are left out. A
 * Secret that cannot be named is left out whole: nobody should be asked for the right to read all of them.
 */
export function generalised(layout: Layout): (read: Read) => Read[] {
  const written = `${sourceText()}\n${JSON.stringify(layout).replaceAll('"', "'")}`;
  const isWritten = (word: string | undefined): boolean => word !== undefined && written.includes(`'${word}'`);
  return ({ verb, group, resource, namespace, name }) => {
    if (resource === 'secrets' && !isWritten(name)) return [];
    return [
      {
        verb,
        group,
        resource,
        ...(isWritten(namespace) && { namespace }),
        ...(isWritten(name) && { name }),
      },
    ];
  };
}
