import type { Cluster } from '../../platform/cluster/cluster.ts';
import { inClusterContext } from '../../platform/cluster/kubeconfig.ts';
import { openCluster as open } from '../../platform/cluster/open.ts';
import type { Config } from '../../platform/config.ts';
import type { Session } from '../../platform/session.ts';

/** The cluster of a run; undefined where none is given. What is read is kept in the private folder, for the checks too. */
export function openCluster(target: Session['target'], privateFolder: string): Cluster | undefined {
  const none = target.kubeconfig === undefined && target.bundle === undefined && inClusterContext() === undefined;
  return none ? undefined : open({ target, privateFolder });
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
