import { readFileSync } from 'node:fs';
import type { Cluster } from '../../platform/cluster/cluster.ts';
import { inClusterContext, readContext } from '../../platform/cluster/kubeconfig.ts';
import { Unreachable } from '../../platform/cluster/unreachable.ts';
import type { Config } from '../../platform/config.ts';
import { UsageError } from '../usage-error.ts';

/** Reads the kubeconfig and its context, where one is given; true where it is. Throws UsageError. */
function demandContext(config: Config): boolean {
  if (config.kubeconfig !== undefined) {
    try {
      readContext(config.kubeconfig, config.context);
    } catch (error) {
      if (error instanceof Unreachable) throw new UsageError(error.message);
      throw error;
    }
    return true;
  }
  if (config.context !== undefined) throw new UsageError(`context "${config.context}" is given, but no kubeconfig`);
  return false;
}

/** Stops at once, as a mistake of the call, where the target is none or its files cannot be understood. */
export function demandTarget(config: Config): void {
  if (demandContext(config)) return;
  if (config.bundle === undefined && config.gatewayUrl === undefined && inClusterContext() === undefined) {
    throw new UsageError('there is nothing to verify: give --kubeconfig, --gateway-url, --bundle or --sandbox');
  }
}

/**
 * Stops at once where there is no cluster: a gateway alone, or a bundle, does not do.
 * @param purpose what the cluster is for: `to collect from`
 */
export function demandCluster(config: Config, purpose: string, inCluster: () => unknown = inClusterContext): void {
  if (!demandContext(config) && inCluster() === undefined)
    throw new UsageError(`there is no cluster ${purpose}: give --kubeconfig`);
}

/** Stops at once where the CA file holds no certificate. */
export function demandCa(file: string | undefined): void {
  if (file !== undefined && !readFileSync(file, 'utf8').includes('-----BEGIN CERTIFICATE-----')) {
    throw new UsageError(`ca file ${file} holds no PEM certificate`);
  }
}

/** Whether the cluster answers and accepts the credentials; else why not, for a human. */
export async function unreachableReason(cluster: Cluster): Promise<string | undefined> {
  const answer = await cluster.version();
  if (answer.kind === 'found') return undefined;
  return answer.kind === 'unreachable' ? answer.reason : `the API server does not answer who asks (${answer.kind})`;
}
