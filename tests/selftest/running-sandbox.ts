import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ReadyFile, type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import type { InstallationName, World } from '../../sandbox/world.ts';

/** A sandbox in this process, and the flags that point the command at it as at any cluster. */
export interface RunningSandbox extends Sandbox {
  flags: string[];
}

export async function runningSandbox(
  folder: string,
  options: { installation?: InstallationName; faults?: string[]; prepare?: (world: World) => void } = {},
): Promise<RunningSandbox> {
  const sandbox = await startSandbox({
    installation: options.installation ?? 'guide',
    realWindows: false,
    faults: options.faults ?? [],
    prepare: options.prepare,
    folder,
  });
  return { ...sandbox, flags: await targetFlags(sandbox.ready, folder) };
}

/** Where what a ready file describes is, by the names of configuration keys; its callers are written into a file of a folder. */
export async function targetKeys(ready: ReadyFile, folder: string): Promise<Record<string, string | undefined>> {
  const identities = join(folder, 'identities.json');
  await writeFile(identities, JSON.stringify({ identities: ready.identities }), { mode: 0o600 });
  const { kubeconfig, gatewayUrl, caFile: ca, prometheusUrl, toolPath, grafanaUrl, grafanaTokenFile } = ready;
  return { kubeconfig, gatewayUrl, ca, prometheusUrl, identities, toolPath, grafanaUrl, grafanaTokenFile };
}

/** The flags that point the command at it. */
export async function targetFlags(ready: ReadyFile, folder: string): Promise<string[]> {
  const flagOf = (key: string): string => `--${key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  return Object.entries(await targetKeys(ready, folder)).flatMap(([key, value]) =>
    value === undefined ? [] : [flagOf(key), value],
  );
}

/** Writes a kubeconfig for somebody at a server; answers its path. */
export async function kubeconfigOf(file: string, server: string): Promise<string> {
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'only',
    clusters: [{ name: 'only', cluster: { server } }],
    users: [{ name: 'somebody', user: { token: 'of-nobody' } }],
    contexts: [{ name: 'only', context: { cluster: 'only', user: 'somebody' } }],
  };
  await writeFile(file, JSON.stringify(config), { mode: 0o600 });
  return file;
}
