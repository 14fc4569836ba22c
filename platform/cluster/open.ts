import type { Session } from '../session.ts';
import { bundleCluster } from './bundle/bundle.ts';
import type { Cluster } from './cluster.ts';
import { type LiveOptions, liveCluster } from './live.ts';

/** The cluster of a run: its bundle where one is verified, else its API server. Asks nothing yet. */
export function openCluster({
  target,
  privateFolder,
  apiSocket,
  connection,
}: Pick<Session, 'target' | 'privateFolder' | 'apiSocket'> & Pick<LiveOptions, 'connection'>): Cluster {
  if (target.bundle !== undefined) return bundleCluster(target.bundle, privateFolder);
  return liveCluster({ kubeconfig: target.kubeconfig, context: target.context, apiSocket, connection, privateFolder });
}
