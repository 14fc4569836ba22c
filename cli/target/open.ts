import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Cluster } from '../../platform/cluster/cluster.ts';
import type { Connection } from '../../platform/cluster/connection.ts';
import { inClusterContext } from '../../platform/cluster/kubeconfig.ts';
import { isLive } from '../../platform/cluster/live.ts';
import { openCluster } from '../../platform/cluster/open.ts';
import { relayAt } from '../../platform/cluster/relay.ts';
import type { Config } from '../../platform/config.ts';
import type { Session } from '../../platform/session.ts';

const SOCKET = 'api';

/** The target of a run, as the command has opened it. */
export interface OpenTarget {
  /** undefined where none is given. What is read is kept in the private folder, for the checks too. */
  cluster?: Cluster;
  /** The run's one connection to the API server, and where the checks ask through it. */
  connection?: () => Promise<Connection>;
  apiSocket?: string;
  close: () => Promise<void>;
}

/**
 * Opens the target, and a way to it for the processes of the checks. Asks nothing yet.
 * @param given somebody else's connection to it, which is asked instead
 */
export async function openTarget(
  target: Session['target'],
  privateFolder: string,
  given?: Connection,
): Promise<OpenTarget> {
  const none = target.kubeconfig === undefined && target.bundle === undefined && inClusterContext() === undefined;
  if (none) return { close: async () => undefined };
  const connection = given && (async () => given);
  const cluster = openCluster({ target, privateFolder, connection });
  if (given !== undefined) return { cluster, close: () => cluster.close() };
  if (!isLive(cluster)) return { cluster, close: () => cluster.close() };
  mkdirSync(privateFolder, { recursive: true, mode: 0o700 });
  const relay = await relayAt(join(privateFolder, SOCKET), cluster.connection);
  return {
    cluster,
    connection: cluster.connection,
    apiSocket: relay?.socket,
    async close() {
      await relay?.close();
      await cluster.close();
    },
  };
}

/** What is verified, in words. */
export function targetText(
  config: Config,
  sandbox: { installation: string; faults: string[]; stage?: string } | undefined,
): string {
  if (sandbox !== undefined) {
    const stage = sandbox.stage === undefined ? '' : ` as far as phase ${sandbox.stage}`;
    const faults = sandbox.faults.length === 0 ? '' : ` with ${sandbox.faults.join(', ')}`;
    return `the sandbox, installation ${sandbox.installation}${stage}${faults}`;
  }
  if (config.bundle !== undefined) return `the bundle ${config.bundle}`;
  if (config.kubeconfig !== undefined) {
    return `the cluster of ${config.kubeconfig}${config.context === undefined ? '' : `, context ${config.context}`}`;
  }
  return config.gatewayUrl === undefined ? 'the cluster around this process' : `the gateway ${config.gatewayUrl}`;
}
