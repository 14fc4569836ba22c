import type { ObjectOf } from '../cluster/kinds/base.ts';
import { Service } from '../cluster/kinds/core.ts';
import type { ClusterReader } from '../cluster/reader.ts';
import type { Lookup } from './auth-rules.ts';

type ServiceObject = ObjectOf<typeof Service>;
type ServicePort = NonNullable<NonNullable<ServiceObject['spec']>['ports']>[number];

const SERVICE_HOST = /^([a-z0-9-]+)\.([a-z0-9-]+)(?:\.svc(?:\.cluster\.local)?)?$/;
const DEFAULT_PORT: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 };

/** Ports of this name or number speak TLS, by convention of Istio and of the release. */
const speaksTls = ({ name, port, appProtocol }: ServicePort): boolean =>
  appProtocol?.toLowerCase() === 'https' || /^https/.test(name ?? '') || port === 443 || port === 8443;

/** Whether a lookup's URL leads to a Service of the cluster. */
export const isInCluster = ({ url }: Lookup): boolean => SERVICE_HOST.test(URL.parse(url)?.hostname ?? '');

/** What is wrong with a URL of the cluster: no Service, no such port, or a port that speaks another scheme (FM-22). */
export async function lookupProblem(
  cluster: Pick<ClusterReader, 'find'>,
  { policy, name, url }: Lookup,
): Promise<string | undefined> {
  const subject = `AuthPolicy ${policy} asks ${name} at ${url}`;
  const parsed = URL.parse(url);
  if (parsed === null) return `${subject}, which is no URL`;
  const [, service = '', namespace = ''] = SERVICE_HOST.exec(parsed.hostname) ?? [];
  const found = await cluster.find(Service, service, namespace);
  if (found === undefined) return `${subject}, and Service ${namespace}/${service} does not exist (FM-22)`;
  const number = parsed.port === '' ? DEFAULT_PORT[parsed.protocol] : Number(parsed.port);
  const ports = found.spec?.ports ?? [];
  const port = ports.find((candidate) => candidate.port === number);
  if (port === undefined) {
    return `${subject}, and Service ${namespace}/${service} has no port ${number} (its ports: ${ports.map((one) => one.port).join(', ') || 'none'})`;
  }
  if (speaksTls(port) === (parsed.protocol === 'https:')) return undefined;
  return `${subject}, and port ${number} of Service ${namespace}/${service} speaks ${speaksTls(port) ? 'TLS' : 'plain HTTP'}`;
}
