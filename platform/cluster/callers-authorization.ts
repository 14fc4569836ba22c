import type { Session } from '../session.ts';
import type { Cluster } from './cluster.ts';
import { connect } from './direct-connection.ts';
import { isLive } from './live.ts';

/** The Authorization header that the kubeconfig's user sends; undefined where it has a client certificate only. Throws Unreachable. */
export async function callersAuthorization(
  { kubeconfig, context }: Session['target'],
  cluster: Cluster,
): Promise<string | undefined> {
  // Who has been asked for it already, a credential plugin, is not asked again.
  if (isLive(cluster)) return (await cluster.connection()).authorization();
  const connection = await connect(kubeconfig, context);
  const authorization = await connection.authorization();
  await connection.close();
  return authorization;
}
