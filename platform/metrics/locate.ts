import { Agent, type Dispatcher } from 'undici';
import { Route } from '../cluster/kinds/route.ts';
import type { ClusterReader } from '../cluster/reader.ts';
import { tlsOptions } from '../gateway/trust.ts';
import { Inconclusive } from '../outcome.ts';
import { missingPermission, readyPod } from '../port-forward/pods.ts';
import type { PodPort } from '../port-forward/socket.ts';
import type { Session } from '../session.ts';
import { WAITS } from '../waits.ts';
import type { Metrics } from './metrics.ts';
import { prometheus } from './prometheus.ts';

const NAMESPACE = 'openshift-monitoring';
/** The querier sees user workloads too; the platform's own Prometheus is second best. */
const ROUTES = ['thanos-querier', 'prometheus-k8s'];
const GIVE_URL = 'give a Prometheus that can be reached with --prometheus-url';

/**
 * Where no Route leads to them: by the names of their apps, in the same order. Both listen on their pod's loopback, where nothing
 * asks for a token; behind their Services kube-rbac-proxy does, and the API server's proxy passes none on.
 */
const APPS = ['thanos-query', 'prometheus'];
const PORT = 9_090;

export interface Sources {
  target: Session['target'];
  cluster: Pick<ClusterReader, 'find' | 'list' | 'can' | 'version'>;
  /** Opens a way to a port of a pod through the API server, closed with the dispatcher. */
  forward(target: PodPort): Promise<Dispatcher>;
  /** The caller's Authorization header at the cluster; undefined where the kubeconfig has no token. */
  authorization(): Promise<string | undefined>;
}

/**
 * Finds Prometheus: the URL that the user gives, else a Route of OpenShift's monitoring with the caller's own token, else a pod
 * of it by a port-forward. A given URL never gets that token. Throws Inconclusive where there is none, naming what to give.
 */
export async function findPrometheus(sources: Sources): Promise<Metrics> {
  const { target, cluster, authorization } = sources;
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
      return forwarded(
        sources,
        `Route ${NAMESPACE}/${name} wants a token and the kubeconfig has none (a client certificate is not enough): log in with "oc login"`,
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
  return forwarded(sources, `no Route ${ROUTES.join(' or ')} with a host in ${NAMESPACE}`);
}

/** Prometheus by a port-forward to one of its pods; `why` says what keeps it from being reached otherwise. */
async function forwarded({ cluster, forward }: Sources, why: string): Promise<Metrics> {
  const pod = await readyPod(cluster, NAMESPACE, APPS);
  if (pod === undefined)
    throw new Inconclusive(`${why}, and no ready pod of ${APPS.join(' or ')} for a port-forward; ${GIVE_URL}`);
  const missing = await missingPermission(cluster, NAMESPACE);
  if (missing !== undefined)
    throw new Inconclusive(`${why}; a port-forward to pod ${pod} lacks the permission ${missing}; ${GIVE_URL}`);
  const target = { namespace: NAMESPACE, pod, port: PORT };
  return prometheus({
    url: new URL(`http://localhost:${PORT}`),
    reachedBy: `a port-forward to pod ${NAMESPACE}/${pod}`,
    advice: `try oc -n ${NAMESPACE} port-forward ${pod} ${PORT}, or ${GIVE_URL}`,
    dispatcher: await forward(target),
  });
}

function dispatcherFor(target: Session['target']): Dispatcher {
  return new Agent({ allowH2: false, keepAliveTimeout: WAITS.keepAlive, connect: tlsOptions(target) });
}
