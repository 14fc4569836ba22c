import { Agent, type Dispatcher } from 'undici';
import { Route } from '../cluster/kinds/route.ts';
import type { ClusterReader } from '../cluster/reader.ts';
import { tlsOptions } from '../gateway/trust.ts';
import { Inconclusive } from '../outcome.ts';
import type { Session } from '../session.ts';
import { WAITS } from '../waits.ts';
import type { Metrics } from './metrics.ts';
import { prometheus } from './prometheus.ts';

const NAMESPACE = 'openshift-monitoring';
/** The querier sees user workloads too; the platform's own Prometheus is second best. */
const ROUTES = ['thanos-querier', 'prometheus-k8s'];
const GIVE_URL = 'give a Prometheus that can be reached with --prometheus-url';

export interface Sources {
  target: Session['target'];
  cluster: Pick<ClusterReader, 'find'>;
  /** The caller's Authorization header at the cluster; undefined where the kubeconfig has no token. */
  authorization(): Promise<string | undefined>;
}

/**
 * Finds Prometheus: the URL that the user gives, else a Route of OpenShift's monitoring with the caller's own token.
 * A given URL never gets that token. Throws Inconclusive where there is none, naming what to give.
 */
export async function findPrometheus({ target, cluster, authorization }: Sources): Promise<Metrics> {
  const dispatcher = dispatcherFor(target);
  if (target.prometheusUrl !== undefined) {
    return prometheus({
      url: new URL(target.prometheusUrl),
      reachedBy: 'the URL given',
      advice: GIVE_URL,
      dispatcher,
    });
  }
  for (const name of ROUTES) {
    const host = (await cluster.find(Route, name, NAMESPACE))?.status?.ingress?.[0]?.host;
    if (host === undefined) continue;
    const header = await authorization();
    if (header === undefined) {
      throw new Inconclusive(
        `Route ${NAMESPACE}/${name} wants a token and the kubeconfig has none (a client certificate is not enough): log in with "oc login", or ${GIVE_URL}`,
      );
    }
    return prometheus({
      url: new URL(`https://${host}`),
      reachedBy: `Route ${NAMESPACE}/${name} with the caller’s token`,
      advice: `grant the caller cluster-monitoring-view, or ${GIVE_URL}`,
      dispatcher,
      authorization: header,
    });
  }
  throw new Inconclusive(`no Route ${ROUTES.join(' or ')} with a host in ${NAMESPACE}: ${GIVE_URL}`);
}

function dispatcherFor(target: Session['target']): Dispatcher {
  return new Agent({ allowH2: false, keepAliveTimeout: WAITS.keepAlive, connect: tlsOptions(target) });
}
