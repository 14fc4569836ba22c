import { liveCluster } from '../platform/cluster/live.ts';
import { disruptionOf } from '../platform/disruption.ts';
import { ownedObjects } from '../platform/owned.ts';
import type { Session } from '../platform/session.ts';

/** Starts what the run has stopped and deletes what it has created, however it ended. Answers what is left, each with the reason. */
export async function cleanUp(session: Session): Promise<string[]> {
  const mayHaveChanged = session.allowChanges || session.allowDisruption;
  if (!mayHaveChanged || session.target.bundle !== undefined) return [];
  const cluster = liveCluster({ kubeconfig: session.target.kubeconfig, context: session.target.context });
  try {
    const stopped = await disruptionOf(cluster, session).startAll();
    return [...stopped, ...(await ownedObjects(cluster, session).deleteAll())];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  } finally {
    await cluster.close();
  }
}
