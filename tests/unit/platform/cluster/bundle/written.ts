import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { bundleCluster } from '../../../../../platform/cluster/bundle/bundle.ts';
import type { Answer, Cluster } from '../../../../../platform/cluster/cluster.ts';

export const folder = (): string => mkdtempSync(join(tmpdir(), 'bundle-test-'));

/** A bundle, opened as a run of its own would. */
export const opened = (bundle: string): Cluster => bundleCluster(bundle, folder());

/** A folder with these files in it. */
export function written(files: Record<string, string>): string {
  const root = folder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

/** The names in a list that was found; any other answer as it is. */
export const names = (answer: Answer<{ items: { metadata: { name: string } }[]; malformed: string[] }>): unknown =>
  answer.kind === 'found' ? answer.value.items.map((item) => item.metadata.name) : answer;

/** A list as oc prints it. */
export const list = (kind: string, ...items: string[]): string =>
  `apiVersion: v1\nitems:${items.length === 0 ? ' []' : items.map((item) => `\n- ${item}`).join('')}\nkind: ${kind}List\n`;

export const single = (apiVersion: string, kind: string, metadata: string, rest = ''): string =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: ${metadata}\n${rest}`;
