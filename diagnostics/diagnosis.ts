import { join } from 'node:path';
import type { Layout } from '../layouts/layout.ts';
import type { Discovered, RawCluster } from '../platform/cluster/raw/raw-cluster.ts';
import { registeredForms } from '../platform/redact.ts';
import { deadline } from '../platform/waits.ts';
import type { Verdict } from '../reports/verdict-schema.ts';
import { refusalOf } from './archive/no-room.ts';
import { pack } from './archive/pack.ts';
import { type Staging, staging } from './archive/staging.ts';
import { collect, type Extra } from './collect/collect.ts';
import type { Place } from './collect/extra.ts';
import type { Heard } from './collect/logs.ts';
import type { Scope } from './collect/scope.ts';
import { writeSurroundings } from './collect/surroundings.ts';
import { MANIFEST_SCHEMA_VERSION, type Manifest, type ManifestItem } from './manifest/manifest.ts';
import type { Redactor } from './redaction/redactor.ts';
import { scanner } from './scan/scan.ts';

/** What is collected beside the cluster's objects and logs. */
export interface Beside {
  extras: readonly Extra[];
  lastly: readonly Extra[];
  heard: Heard;
}

/** What is said of a bundle before it is packed: further files of it. */
export interface Conclusion {
  /** By their names in the bundle. */
  files: Record<string, string>;
}

/** A collection, with all that it needs. */
export interface Diagnosis {
  raw: RawCluster;
  discovered: Discovered;
  layouts: readonly Layout[];
  scope: Scope;
  redactor: Redactor;
  bounds: { bytes: number; sinceSeconds?: number };
  /** As the user wrote it: 1h. */
  since?: string;
  /** Milliseconds; then what is collected is packed. */
  timeoutMs: number;
  /** The user's wish to end. */
  interrupted: AbortSignal;
  beside(place: Place): Beside;
  /** Draws conclusions from the bundle's folder. */
  conclude(folder: string, manifest: Manifest): Promise<Conclusion>;
  onProgress(text: string): void;
  /** For what is not packed yet. */
  privateFolder: string;
  /** The archive. */
  file: string;
  harnessVersion: string;
  startedAt: Date;
  verdict?: Verdict;
}

/** The archive's own folder: two bundles can be unpacked beside each other. */
const nameOf = (at: Date): string =>
  `maas-verify-${at.toISOString().replaceAll(/[-:]/g, '').slice(0, 'yyyymmddThhmmss'.length)}`;

const asJson = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;

function manifestOf(diagnosis: Diagnosis, items: ManifestItem[]): Manifest {
  const { raw, layouts, scope, since, interrupted, harnessVersion, startedAt, redactor } = diagnosis;
  return {
    schemaVersion: MANIFEST_SCHEMA_VERSION,
    harnessVersion,
    startedAt: startedAt.toISOString(),
    endedAt: new Date().toISOString(),
    target: redactor.text(raw.where),
    layout: layouts.length === 1 ? (layouts[0]?.name ?? 'unknown') : 'unknown',
    scope: scope.what,
    ...(since !== undefined && { since }),
    interrupted: interrupted.aborted,
    // Reasons quote what servers said.
    items: items.map((item) => ({
      ...item,
      ms: Math.round(item.ms),
      ...(item.reason !== undefined && { reason: redactor.text(item.reason) }),
    })),
  };
}

async function gather(diagnosis: Diagnosis, files: Staging, root: string): Promise<ManifestItem[]> {
  const { discovered, harnessVersion, startedAt, redactor, onProgress, bounds, raw, layouts, scope } = diagnosis;
  const place: Place = { staging: files, root: [root], redactor };
  const signal = AbortSignal.any([diagnosis.interrupted, deadline(diagnosis.timeoutMs)]);
  const items = await collect({
    collecting: { raw, staging: files, root: [root], redactor, bounds, signal },
    discovered,
    layouts,
    scope,
    ...diagnosis.beside(place),
    onProgress: (done, total) => onProgress(`collecting: ${done} of ${total}`),
  });
  await writeSurroundings(place, { discovered, harnessVersion, startedAt, endedAt: new Date() });
  return items;
}

/** Collects, concludes and writes the archive; answers what became of each thing. Throws Refusal where none is written. */
export async function writeBundle(diagnosis: Diagnosis): Promise<Manifest> {
  try {
    return await written(diagnosis);
  } catch (error) {
    throw refusalOf(error, diagnosis.privateFolder);
  }
}

async function written(diagnosis: Diagnosis): Promise<Manifest> {
  const { redactor, verdict, onProgress, file } = diagnosis;
  const name = nameOf(diagnosis.startedAt);
  const folder = join(diagnosis.privateFolder, 'diagnosis');
  const files = staging(folder);
  const items = await gather(diagnosis, files, name);
  const manifest = manifestOf(diagnosis, items);
  await files.write([name, 'manifest.json'], asJson(manifest));
  if (verdict !== undefined) await files.write([name, 'verdict.json'], asJson(redactor.object(verdict)));
  onProgress('looking for causes');
  const { files: further } = await diagnosis.conclude(join(folder, name), manifest);
  for (const [path, text] of Object.entries(further)) await files.write([name, path], text);
  files.seal();
  onProgress('packing, and looking for secrets');
  await pack({ folder, name, file, scan: scanner(registeredForms()) });
  return manifest;
}
