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

/** The flags that point the command at what a ready file describes; its callers are written into a file of a folder. */
export async function targetFlags(ready: ReadyFile, folder: string): Promise<string[]> {
  const identities = join(folder, 'identities.json');
  await writeFile(identities, JSON.stringify({ identities: ready.identities }), { mode: 0o600 });
  return [
    ...['--kubeconfig', ready.kubeconfig, '--gateway-url', ready.gatewayUrl, '--ca', ready.caFile],
    ...['--prometheus-url', ready.prometheusUrl, '--identities', identities, '--tool-path', ready.toolPath],
    ...(ready.grafanaUrl === undefined ? [] : ['--grafana-url', ready.grafanaUrl]),
    ...(ready.grafanaTokenFile === undefined ? [] : ['--grafana-token-file', ready.grafanaTokenFile]),
  ];
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
