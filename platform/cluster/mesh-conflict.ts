import { readConditions } from './conditions.ts';
import { Subscription } from './kinds/olm.ts';
import { ClusterOperator } from './kinds/openshift.ts';
import { meshSubscriptionsByHand } from './mesh-by-hand.ts';
import type { ClusterReader } from './reader.ts';

/** Reasons and messages by which the ingress operator says that another mesh is in its way. */
const CONFLICT = /Gateway ?API.*(OSSM|Conflict|Blocked|prevents|servicemesh)|GatewayAPI(OSSMConflict|InstallBlocked)/i;

/**
 * Why no controller takes the ingress operator’s GatewayClass: what that operator says of it, and the Subscriptions by
 * which somebody installed a mesh operator by hand (FM-06). Empty where neither is to be seen.
 */
export async function meshConflict(cluster: Pick<ClusterReader, 'find' | 'listIfKnown'>): Promise<string[]> {
  const [ingress, subscriptions] = await Promise.all([
    cluster.find(ClusterOperator, 'ingress'),
    cluster.listIfKnown(Subscription),
  ]);
  const said = readConditions(ingress ?? {})
    .filter(({ reason = '', message = '' }) => CONFLICT.test(reason) || CONFLICT.test(message))
    .map(({ text }) => `ClusterOperator ingress says ${text}`);
  return [...said, ...meshSubscriptionsByHand(subscriptions ?? [])];
}
