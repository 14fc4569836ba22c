import type { Layout } from '../../layouts/layout.ts';
import { Deployment } from '../cluster/kinds/core.ts';
import { Authorino, type AuthorinoObject } from '../cluster/kinds/policy-engine.ts';
import type { ClusterReader } from '../cluster/reader.ts';
import { environmentOf } from './operator.ts';

/** By this annotation the gateway speaks TLS with Authorino. */
const TLS_BOOTSTRAP = 'security.opendatahub.io/authorino-tls-bootstrap';
/** Go programs take their trusted authorities from this file: the service CA’s, for maas-api’s certificate. */
const CA_FILE = 'SSL_CERT_FILE';

/** The Authorino resources in the namespaces of the policy engine. Throws a Violation where their type is unknown. */
export async function authorinoResources(
  cluster: Pick<ClusterReader, 'list'>,
  layout: Layout,
): Promise<AuthorinoObject[]> {
  const { namespaces } = layout.workloads.authorino;
  const lists = await Promise.all(namespaces.map((namespace) => cluster.list(Authorino, { namespace })));
  return lists.flat();
}

/** What has to do with TLS at Authorino: who speaks it, and whether Authorino is prepared. */
export interface AuthorinoTls {
  /** Annotations of the gateway: one of them says that it speaks TLS with Authorino. */
  gatewayAnnotations: Record<string, string>;
  /** URLs that Authorino asks, from the AuthPolicies. */
  lookups: readonly string[];
  authorino: AuthorinoObject;
  /** Environment of its Deployment. */
  environment: ReadonlyMap<string, string>;
}

/** Whether Authorino listens with TLS: it does unless it is told not to, given a certificate. */
const listensWithTls = ({ spec }: AuthorinoObject): boolean =>
  spec?.listener?.tls !== undefined &&
  spec.listener.tls.enabled !== false &&
  (spec.listener.tls.certSecretRef?.name ?? '') !== '';

/** What of the TLS around Authorino is not prepared; `applies` is false where nobody speaks it. */
export function authorinoTls({ gatewayAnnotations, lookups, authorino, environment }: AuthorinoTls): {
  applies: boolean;
  problems: string[];
} {
  const fromGateway = gatewayAnnotations[TLS_BOOTSTRAP] === 'true';
  const toApi = lookups.filter((url) => url.startsWith('https://'));
  const listens = listensWithTls(authorino);
  const { namespace = '', name } = authorino.metadata;
  return {
    applies: fromGateway || toApi.length > 0 || listens,
    problems: [
      ...(fromGateway && !listens
        ? [
            `the gateway speaks TLS with Authorino (${TLS_BOOTSTRAP}), and Authorino ${namespace}/${name} has no listener.tls with a certificate: every request ends as 500`,
          ]
        : []),
      ...(toApi.length > 0 && (environment.get(CA_FILE) ?? '') === ''
        ? [
            `Authorino asks ${toApi.join(', ')}, and its Deployment has no ${CA_FILE}: it does not trust the certificate (FM-14, FM-16)`,
          ]
        : []),
    ],
  };
}

/** The environment of Authorino's Deployment; undefined where it does not exist. */
export async function authorinoEnvironment(
  cluster: Pick<ClusterReader, 'findIn'>,
  layout: Layout,
): Promise<ReadonlyMap<string, string> | undefined> {
  const { name, namespaces } = layout.workloads.authorino;
  const deployment = await cluster.findIn(Deployment, name, namespaces);
  return deployment === undefined ? undefined : environmentOf(deployment);
}
