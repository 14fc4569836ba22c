import { liveCluster } from '../platform/cluster/live.ts';
import { ownedObjects } from '../platform/owned.ts';
import type { Session } from '../platform/session.ts';

/** Deletes what the run has created, however it ended. Answers what is left, each with the reason. */
export async function cleanUp(session: Session): Promise<string[]> {
  if (!session.allowChanges || session.target.bundle !== undefined) return [];
  const cluster = liveCluster({ kubeconfig: session.target.kubeconfig, context: session.target.context });
  try {
    return await ownedObjects(cluster, session).deleteAll();
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  } finally {
    await cluster.close();
  }
}
