import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { onTestFinished } from 'vitest';
import { staging } from '../../../diagnostics/archive/staging.ts';
import type { Collecting } from '../../../diagnostics/collect/context.ts';
import type { ManifestItem } from '../../../diagnostics/manifest/manifest.ts';
import { redactor } from '../../../diagnostics/redaction/redactor.ts';
import type { RawCluster } from '../../../platform/cluster/raw/raw-cluster.ts';

const PLENTY = 2 ** 30;

/** A folder that goes with the test. */
export function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), 'diagnostics-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Every file below a folder, by its path in it. */
export function filesIn(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(paths.map((path) => [relative(folder, path), readFileSync(path, 'utf8')]));
}

const unasked = (): never => {
  throw new Error('this was not to be asked');
};

/** What collectors work with, of a cluster that answers as the test wants; `items` is what they record. */
export function collecting(
  cluster: Partial<RawCluster>,
  options: Partial<Pick<Collecting, 'bounds' | 'signal'>> = {},
): { collecting: Collecting; folder: string; items: ManifestItem[] } {
  const folder = temporary();
  const items: ManifestItem[] = [];
  const raw: RawCluster = {
    where: 'https://api.example',
    connection: {
      url: '',
      send: unasked,
      sendPacked: unasked,
      authorization: unasked,
      secrets: () => [],
      close: unasked,
    },
    discover: unasked,
    list: unasked,
    log: unasked,
    version: unasked,
    close: async () => undefined,
    ...cluster,
  };
  return {
    folder,
    items,
    collecting: {
      raw,
      staging: staging(folder),
      root: [],
      redactor: redactor(),
      bounds: { bytes: PLENTY },
      signal: new AbortController().signal,
      record: (item) => void items.push(item),
      ...options,
    },
  };
}
