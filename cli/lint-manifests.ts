import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { LAYOUTS } from '../layouts/layouts.ts';
import { manifestProblems } from '../platform/manifests/lint.ts';
import { definitionsIn } from '../platform/manifests/schemas.ts';
import { tierCoverageProblems } from '../platform/manifests/tier-coverage.ts';
import { redact } from '../platform/redact.ts';
import { fileTrouble } from './files.ts';
import { UsageError } from './usage-error.ts';

const FOUND = 1;
const MANIFEST = /\.(ya?ml|json)$/;

/** Prints what is wrong with the manifests below a folder; answers the exit code. Throws UsageError, one line. */
export function lintManifests(folder: string, layoutName: string): number {
  const layout = LAYOUTS.get(layoutName);
  if (layout === undefined) throw new UsageError(`there is no layout ${layoutName}`);
  const read = manifestsBelow(folder).flatMap((file) => documentsOf(file).map((one) => ({ file, ...one })));
  if (read.length === 0) throw new UsageError(`folder ${folder} holds no manifest (.yaml, .yml or .json)`);
  const documents = read.map(({ document }) => document);
  const definitions = definitionsIn(documents);
  const ofObjects = read.flatMap(({ file, document, trouble }) => {
    const problems =
      trouble === undefined ? [...manifestProblems(document, layout), ...definitions.problems(document)] : [trouble];
    return problems.map((problem) => `${file}: ${problem}`);
  });
  const together = tierCoverageProblems(documents, layout).map((problem) => `${folder}: ${problem}`);
  const lines = [...ofObjects, ...together];
  const summary = `${read.length} ${read.length === 1 ? 'object' : 'objects'}: ${lines.length} ${lines.length === 1 ? 'finding' : 'findings'}`;
  for (const line of [...lines, summary]) process.stdout.write(`${redact(line)}\n`);
  return lines.length > 0 ? FOUND : 0;
}

function manifestsBelow(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && MANIFEST.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
  } catch (error) {
    throw new UsageError(`folder ${folder} ${fileTrouble(error)}`);
  }
}

/** The documents of a file, those of a list one by one; of a file that is no YAML, why. */
function documentsOf(file: string): { document?: unknown; trouble?: string }[] {
  const parsed = parseAllDocuments(readFileSync(file, 'utf8'), { logLevel: 'silent' });
  const found: { document?: unknown; trouble?: string }[] = [];
  for (const one of Array.isArray(parsed) ? parsed : []) {
    const [error] = one.errors;
    if (error !== undefined) found.push({ trouble: `no YAML: ${error.message.split('\n')[0]}` });
    else for (const document of itemsOf(one.toJS({ maxAliasCount: 100 }))) found.push({ document });
  }
  return found;
}

function itemsOf(document: unknown): unknown[] {
  const isList = typeof document === 'object' && document !== null && 'items' in document;
  return isList && Array.isArray(document.items) ? document.items : [document];
}
