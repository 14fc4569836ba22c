import { readFileSync } from 'node:fs';
import { Agent } from 'undici';
import { readCondition } from '../cluster/conditions.ts';
import { Pod, Service } from '../cluster/kinds/core.ts';
import { Route } from '../cluster/kinds/route.ts';
import { matchesLabels } from '../cluster/label-selector.ts';
import type { ClusterReader } from '../cluster/reader.ts';
import { codeOf } from '../file-trouble.ts';
import { tlsOptions } from '../gateway/trust.ts';
import { Inconclusive } from '../outcome.ts';
import { register } from '../redact.ts';
import type { Session } from '../session.ts';
import { WAITS } from '../waits.ts';
import { grafanaAt } from './client.ts';
import type { Grafana } from './grafana.ts';

const GIVE_TOKEN =
  'give the token of a service account of Grafana with the role Viewer (Administration, Service accounts) with --grafana-token-file';
const GIVE_URL = 'give a Grafana that can be reached with --grafana-url';

export interface Sources {
  target: Session['target'];
  /** Where the layout has Grafana; undefined where it has none. */
  route?: { namespace: string; name: string };
  cluster: Pick<ClusterReader, 'find' | 'list'>;
  /** The caller's Authorization header at the cluster; undefined where the kubeconfig has no token. */
  authorization(): Promise<string | undefined>;
}

/** A Grafana, or why there is none to ask. */
export type Located = { grafana: Grafana } | { absent: string };

/**
 * Finds Grafana: the URL that the user gives, else the Route of the layout. It is asked with the token of the file that the user
 * gives; else, at a Route behind oauth-proxy, with the caller's own, which goes nowhere else; else with none. Throws Inconclusive.
 */
export async function findGrafana(sources: Sources): Promise<Located> {
  const { target, cluster, route } = sources;
  const own = fileToken(target.grafanaTokenFile);
  const dispatcher = () =>
    new Agent({ allowH2: false, keepAliveTimeout: WAITS.keepAlive, connect: tlsOptions(target) });
  if (target.grafanaUrl !== undefined) {
    const as = own === undefined ? 'without a token' : 'with the token given';
    const reachedBy = `the URL given, ${as}`;
    const advice = own === undefined ? GIVE_TOKEN : `${GIVE_URL}, and a token that it accepts`;
    const url = new URL(target.grafanaUrl);
    return { grafana: grafanaAt({ url, reachedBy, advice, authorization: own, dispatcher: dispatcher() }) };
  }
  if (target.kind === 'bundle') return { absent: `a bundle has no Grafana to ask; ${GIVE_URL}` };
  if (route === undefined) return { absent: 'the layout has no Grafana, and no --grafana-url is given' };
  const found = await cluster.find(Route, route.name, route.namespace);
  const name = `Route ${route.namespace}/${route.name}`;
  const admitted = found?.status?.ingress?.find((one) => readCondition({ status: one }, 'Admitted').holds);
  if (found === undefined || admitted?.host === undefined) {
    return { absent: `${name} ${found === undefined ? 'does not exist' : 'is not admitted'}; ${GIVE_URL}` };
  }
  const credentials = own === undefined ? await callersToken(sources, found.spec.to.name, route.namespace) : undefined;
  const as = own !== undefined ? 'with the token given' : (credentials?.as ?? 'without a token');
  const url = new URL(`${found.spec.tls === undefined ? 'http' : 'https'}://${admitted.host}`);
  return {
    grafana: grafanaAt({
      url,
      reachedBy: `${name} ${as}`,
      advice: `${GIVE_TOKEN}, or ${GIVE_URL}`,
      authorization: own ?? credentials?.header,
      dispatcher: dispatcher(),
    }),
  };
}

/** The header for the token of a file; undefined where none is given. */
function fileToken(file: string | undefined): string | undefined {
  if (file === undefined) return undefined;
  let token: string;
  try {
    token = readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new Inconclusive(`the token file ${file} of Grafana cannot be read: ${codeOf(error)}`);
  }
  register(token);
  if (!/^[\x21-\x7e]+$/.test(token))
    throw new Inconclusive(
      `the token file ${file} of Grafana holds no token: one line of letters and digits is expected`,
    );
  return `Bearer ${token}`;
}

/** The caller's own token, where OpenShift's oauth-proxy asks for it; Grafana itself must never see it. */
async function callersToken(
  { cluster, authorization }: Sources,
  service: string,
  namespace: string,
): Promise<{ header: string | undefined; as: string } | undefined> {
  const matchLabels = (await cluster.find(Service, service, namespace))?.spec?.selector;
  if (matchLabels === undefined) return undefined;
  const pods = (await cluster.list(Pod, { namespace })).filter(({ metadata }) =>
    matchesLabels({ matchLabels }, metadata.labels),
  );
  const isProxied = pods.some(({ spec }) =>
    (spec?.containers ?? []).some(({ name, image }) => `${name} ${image ?? ''}`.includes('oauth-proxy')),
  );
  if (!isProxied) return undefined;
  const header = await authorization();
  return { header, as: header === undefined ? 'without a token' : 'with the caller’s token, behind oauth-proxy' };
}
