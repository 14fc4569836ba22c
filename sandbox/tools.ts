import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What the programs of the machine that installed the sandbox print when they are asked for their version, and how they end. */
export type Tools = Map<string, { prints: string; exitCode?: number }>;

/** The tools that the guide asks for, in versions of the installation's time. */
export const installationTools = (): Tools =>
  new Map([
    ['oc', { prints: 'Client Version: 4.20.8\nKustomize Version: v5.6.0' }],
    ['kubectl', { prints: 'Client Version: v1.33.6\nKustomize Version: v5.6.0' }],
    ['kustomize', { prints: 'v5.7.1' }],
    ['jq', { prints: 'jq-1.7.1' }],
    ['gsed', { prints: 'gsed (GNU sed) 4.9' }],
  ]);

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** Writes the programs into a folder, to be the search path of a run that verifies the sandbox. */
export async function writeTools(folder: string, tools: Tools): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const [name, { prints, exitCode = 0 }] of tools) {
    const file = join(folder, name);
    // Nothing but the shell itself: there is no other program on that path.
    await writeFile(file, `#!/bin/sh\nprintf '%s\\n' ${quoted(prints)}\nexit ${exitCode}\n`);
    await chmod(file, 0o700);
  }
}
