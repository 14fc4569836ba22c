import { callersAuthorization } from '../cluster/callers-authorization.ts';
import type { Cluster } from '../cluster/cluster.ts';
import { channelTo } from '../cluster/direct-connection.ts';
import { clusterReader } from '../cluster/reader.ts';
import { Inconclusive } from '../outcome.ts';
import { forwardingDispatcher } from '../port-forward/dispatcher.ts';
import type { Session } from '../session.ts';
import { findPrometheus } from './locate.ts';
import type { Metrics } from './metrics.ts';

/** The Prometheus of a run: at the URL given, else at a Route of the cluster. Throws Inconclusive naming what to give. */
export async function openMetrics(target: Session['target'], cluster: Cluster): Promise<Metrics> {
  // What a bundle says about URLs is of another day: nothing is sent anywhere unless the user names it.
  if (target.kind === 'bundle' && target.prometheusUrl === undefined) {
    throw new Inconclusive('a bundle has no Prometheus to ask; give one with --prometheus-url');
  }
  return findPrometheus({
    target,
    cluster: clusterReader(cluster),
    authorization: () => callersAuthorization(target, cluster),
    // A connection of its own: what is forwarded stays open, and would keep others waiting.
    forward: async (pod) => forwardingDispatcher(await channelTo(target.kubeconfig, target.context), pod),
  });
}
