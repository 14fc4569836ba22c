import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform, release } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { FINDINGS_SCHEMA_VERSION } from '../../diagnostics/findings/finding.ts';
import { MANIFEST_SCHEMA_VERSION } from '../../diagnostics/manifest/manifest.ts';
import { LAYOUTS } from '../../layouts/layouts.ts';
import type { RequiredTool } from '../../layouts/minimum-versions.ts';
import { MEASURES_VERSION } from '../../load/measures/measures.ts';
import { PLAN_VERSION } from '../../load/plan/plan.ts';
import { SAMPLES_VERSION } from '../../load/samples/sample.ts';
import { readTool } from '../../platform/local-tools.ts';
import { HISTORY_VERSION } from '../../reports/history/history.ts';
import { SCHEMA_VERSION } from '../../reports/verdict-schema.ts';
import { knownChecks } from '../selection.ts';
import { harnessVersion } from '../version.ts';

/** Libraries whose release changes what a check sees. */
const LIBRARIES = ['@playwright/test', '@kubernetes/client-node', 'undici', 'openai', 'zod'];
/** Programs that some commands call where they are there. */
const TOOLS: readonly Pick<RequiredTool, 'name' | 'version'>[] = [
  { name: 'kubectl', version: ['version', '--client'] },
  { name: 'oc', version: ['version', '--client'] },
  { name: 'k6', version: ['version'] },
];

const Package = z.looseObject({ name: z.string(), version: z.string() });

/** The version of a library as it is installed. Read from its file: not every package lets its package.json be imported. */
function libraryVersion(name: string): string {
  for (const folder of createRequire(import.meta.url).resolve.paths(name) ?? []) {
    try {
      return Package.parse(JSON.parse(readFileSync(join(folder, name, 'package.json'), 'utf8'))).version;
    } catch {
      // Looked for in the next folder above, as Node does.
    }
  }
  return 'not found';
}

async function toolVersion(tool: (typeof TOOLS)[number]): Promise<string> {
  const reading = await readTool({ ...tool, source: 'maas-verify version' });
  if (reading.kind === 'found') return reading.version;
  return reading.kind === 'missing' ? 'not found' : `there, but does not tell its version: ${reading.why}`;
}

/** What a result depends on besides the installation: for a bug report, and for whoever compares results. */
export interface Versions {
  harness: string;
  node: string;
  platform: string;
  /** By package. */
  libraries: Record<string, string>;
  /** By program; what is not there is not found. */
  tools: Record<string, string>;
  checks: number;
  layouts: string[];
  /** Of the files that are written, by file. */
  schemas: Record<string, string>;
}

/** Asks this machine for everything that matters. Asks no cluster. */
export async function versions(): Promise<Versions> {
  const tools = await Promise.all(TOOLS.map(async (tool) => [tool.name, await toolVersion(tool)] as const));
  return {
    harness: harnessVersion(),
    node: process.versions.node,
    platform: `${platform()} ${release()} ${arch()}`,
    libraries: Object.fromEntries(LIBRARIES.map((name) => [name, libraryVersion(name)])),
    tools: Object.fromEntries(tools),
    checks: knownChecks().length,
    layouts: [...LAYOUTS.keys()],
    schemas: {
      verdict: SCHEMA_VERSION,
      history: String(HISTORY_VERSION),
      'load plan': String(PLAN_VERSION),
      'load samples': String(SAMPLES_VERSION),
      'load measures': String(MEASURES_VERSION),
      'diagnosis manifest': MANIFEST_SCHEMA_VERSION,
      'diagnosis findings': FINDINGS_SCHEMA_VERSION,
    },
  };
}

/** The versions for a human, a line each. */
export function versionsText(all: Versions): string {
  const rows: [string, string][] = [
    ['maas-verify', all.harness],
    ['node', all.node],
    ['platform', all.platform],
    ...Object.entries(all.libraries),
    ...Object.entries(all.tools),
    ['checks', String(all.checks)],
    ['layouts', all.layouts.join(', ')],
    ...Object.entries(all.schemas).map(([name, version]): [string, string] => [`schema: ${name}`, version]),
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return `${rows.map(([name, version]) => `${name.padEnd(width)}  ${version}`).join('\n')}\n`;
}
