import { LAYOUTS } from '../layouts/layouts.ts';
import { isLive, type LiveCluster, liveCluster } from '../platform/cluster/live.ts';
import { disruptionOf } from '../platform/disruption.ts';
import { openGateway } from '../platform/gateway/open.ts';
import { callersIn } from '../platform/identities/callers-of-run.ts';
import { endMinted } from '../platform/identities/end-minted.ts';
import { usernameOf } from '../platform/identities/maas-accounts.ts';
import { mintedIn } from '../platform/identities/minted.ts';
import { createdIn, ownedObjects } from '../platform/owned.ts';
import type { Session } from '../platform/session.ts';

/** What a run leaves behind, each with the reason. */
export interface LeftBehind {
  objects: string[];
  /** MaaS tokens that still live, and accounts that MaaS made for them. */
  tokens: string[];
}

/** Starts what the run has stopped, revokes what it has had minted and deletes what it has created, however it ended. */
export async function cleanUp(session: Session): Promise<LeftBehind> {
  const mayHaveChanged = session.allowChanges || session.allowDisruption;
  if (!mayHaveChanged || session.target.bundle !== undefined) return { objects: [], tokens: [] };
  const cluster = liveCluster({ kubeconfig: session.target.kubeconfig, context: session.target.context });
  try {
    const stopped = await told(() => disruptionOf(cluster, session).startAll());
    // Tokens first: our service accounts are what they are revoked with.
    const tokens = await told(() => endTokens(session, cluster));
    const objects = await told(() => ownedObjects(cluster, session).deleteAll());
    return { objects: [...stopped, ...objects], tokens };
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
