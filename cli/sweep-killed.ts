import { type LiveCluster, liveCluster } from '../platform/cluster/live.ts';
import { Unreachable } from '../platform/cluster/unreachable.ts';
import type { Session } from '../platform/session.ts';
import { cleanUp, mayHaveChanged } from './clean-up.ts';
import { deadFolders } from './private-folder.ts';

/** What became of the runs that were killed on this machine. */
export interface SweptRuns {
  /** Nothing is left of these. */
  ended: string[];
  /** They verified another cluster than the one that is swept. */
  elsewhere: string[];
  /** What could not be revoked or deleted, each with the reason. */
  failed: string[];
}

/** Ends what killed runs had no time to end, with what their private folders still know; then the folders go. */
export async function sweepKilled(cluster: LiveCluster): Promise<SweptRuns> {
  const swept: SweptRuns = { ended: [], elsewhere: [], failed: [] };
  for (const { session, remove } of deadFolders()) {
    // A sandbox ended with its run; one that never came to its checks has changed nothing.
    const isNothing = session === undefined || session.target.kind !== 'live' || !mayHaveChanged(session);
    if (isNothing) {
      remove();
      continue;
    }
    const run = `run ${session.runId}`;
    if (!(await isOf(cluster, session))) {
      swept.elsewhere.push(run);
      continue;
    }
    const { objects, tokens } = await cleanUp(session);
    const left = [...objects, ...tokens];
    swept.failed.push(...left.map((why) => `${run}: ${why}`));
    if (objects.length > 0) continue;
    // Tokens that nothing can revoke end by themselves: to keep them on a disk would be worse.
    remove();
    if (left.length === 0) swept.ended.push(run);
  }
  return swept;
}

async function isOf(cluster: LiveCluster, { target }: Session): Promise<boolean> {
  const other = liveCluster({ kubeconfig: target.kubeconfig, context: target.context });
  try {
    return (await other.connection()).url === (await cluster.connection()).url;
  } catch (error) {
    // Its kubeconfig is gone: nobody knows any more which cluster it was.
    if (error instanceof Unreachable) return false;
    throw error;
  } finally {
    await other.close();
  }
}
