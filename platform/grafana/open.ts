import { callersAuthorization } from '../cluster/callers-authorization.ts';
import type { Cluster } from '../cluster/cluster.ts';
import { clusterReader } from '../cluster/reader.ts';
import type { Session } from '../session.ts';
import { findGrafana, type Located, type Sources } from './locate.ts';

/** The Grafana of a run: at the URL given, else at the Route of the layout. Throws Inconclusive where that cannot be told. */
export const openGrafana = (target: Session['target'], cluster: Cluster, route: Sources['route']): Promise<Located> =>
  findGrafana({
    target,
    route,
    cluster: clusterReader(cluster),
    authorization: () => callersAuthorization(target, cluster),
  });
