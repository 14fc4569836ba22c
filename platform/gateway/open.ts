import type { Layout } from '../../layouts/layout.ts';
import type { Cluster } from '../cluster/cluster.ts';
import { clusterReader } from '../cluster/reader.ts';
import { Inconclusive } from '../outcome.ts';
import type { Session } from '../session.ts';
import { gatewayClient } from './client.ts';
import { discoverGateway } from './discover.ts';
import type { Gateway } from './gateway.ts';

/** The gateway of a run: at the URL given, else where the cluster says. Throws Inconclusive naming what to give. */
export async function openGateway(target: Session['target'], layout: Layout, cluster: Cluster): Promise<Gateway> {
  if (target.gatewayUrl !== undefined) {
    return gatewayClient({ url: new URL(target.gatewayUrl), foundBy: 'given by --gateway-url' }, target);
  }
  // What a bundle says about URLs is of another day: nothing is sent anywhere unless the user names it.
  if (target.kind === 'bundle') throw new Inconclusive('a bundle has no gateway to ask; give one with --gateway-url');
  return gatewayClient(await discoverGateway(clusterReader(cluster), layout), target);
}
