import { LAYOUTS } from '../layouts/layouts.ts';
import type { Connection } from '../platform/cluster/connection.ts';
import { isLive, type LiveCluster, liveCluster } from '../platform/cluster/live.ts';
import { disruptionOf } from '../platform/disruption.ts';
import { openGateway } from '../platform/gateway/open.ts';
import { callersIn } from '../platform/identities/callers-of-run.ts';
import { endMinted } from '../platform/identities/end-minted.ts';
import { usernameOf } from '../platform/identities/maas-accounts.ts';
import { mintedIn } from '../platform/identities/minted.ts';
import { createdIn, ownedObjects } from '../platform/owned.ts';
import type { Session } from '../platform/session.ts';
import { leaveMapping } from '../platform/tiers/membership.ts';

/** What a run leaves behind, each with the reason. */
export interface LeftBehind {
  objects: string[];
  /** MaaS tokens that still live, and accounts that MaaS made for them. */
  tokens: string[];
}

/** Whether a run was allowed anything that has to be undone. */
export const mayHaveChanged = ({ allowChanges, allowDisruption }: Session): boolean => allowChanges || allowDisruption;

/**
 * Starts what the run has stopped, takes its group out of the tier mapping, revokes what it has had minted and deletes what
 * it has created, however it ended. `connection`: the run's own, where it is still open.
 */
export async function cleanUp(session: Session, connection?: () => Promise<Connection>): Promise<LeftBehind> {
  if (!mayHaveChanged(session) || session.target.bundle !== undefined) return { objects: [], tokens: [] };
  const { kubeconfig, context } = session.target;
  const cluster = liveCluster({ kubeconfig, context, connection });
  try {
    const stopped = await told(() => disruptionOf(cluster, session).startAll());
    const joined = await told(() => leaveMapping(cluster, session.privateFolder));
    // Tokens first: our service accounts are what they are revoked with.
    const tokens = await told(() => endTokens(session, cluster));
    const objects = await told(() => ownedObjects(cluster, session).deleteAll());
    return { objects: [...stopped, ...joined, ...objects], tokens };
  } finally {
    await cluster.close();
  }
}

/** Whatever keeps one part from being cleaned up must not keep the other. */
async function told(work: () => Promise<string[]>): Promise<string[]> {
  try {
    return await work();
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

async function endTokens(session: Session, cluster: LiveCluster): Promise<string[]> {
  const layout = LAYOUTS.get(session.layout.name);
  // The sandbox of a run ends with it, and its tokens with the sandbox.
  if (layout === undefined || session.target.kind === 'sandbox') return [];
  const ownUsernames = createdIn(session.privateFolder).flatMap(({ resource, name, namespace }) =>
    resource === 'serviceaccounts' && namespace !== undefined ? [usernameOf({ namespace, name })] : [],
  );
  const hasCluster = isLive(cluster) && (await cluster.version()).kind === 'found';
  const opened = openGateway(session.target, layout, cluster);
  try {
    return await endMinted({
      minted: mintedIn(session.privateFolder),
      callers: callersIn(session),
      ownUsernames,
      layout,
      gateway: () => opened,
      cluster: hasCluster ? cluster : undefined,
    });
  } finally {
    await opened.then(
      (gateway) => gateway.close(),
      () => undefined,
    );
  }
}
