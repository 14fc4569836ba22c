import { EndpointSlice, Service } from './kinds/core.ts';
import type { ClusterReader } from './reader.ts';

const SERVICE_NAME = 'kubernetes.io/service-name';

/** A Service that must answer, at one of its ports where that is told. */
export interface WantedService {
  name: string;
  namespace: string;
  port?: number;
}

/** How many ready addresses stand behind a Service. */
async function readyEndpoints(
  cluster: Pick<ClusterReader, 'list'>,
  { name, namespace }: WantedService,
): Promise<number> {
  const slices = await cluster.list(EndpointSlice, { namespace });
  return slices
    .filter((slice) => slice.metadata.labels?.[SERVICE_NAME] === name)
    .flatMap((slice) => slice.endpoints ?? [])
    .filter((endpoint) => endpoint.conditions?.ready !== false)
    .flatMap((endpoint) => endpoint.addresses ?? []).length;
}

const serviceName = ({ name, namespace }: WantedService): string => `Service ${namespace}/${name}`;

/** What is wrong with a Service that must be there: it is missing, or lacks the port. */
export async function servicePortProblem(
  cluster: Pick<ClusterReader, 'find'>,
  service: WantedService,
): Promise<string | undefined> {
  const found = await cluster.find(Service, service.name, service.namespace);
  if (found === undefined) return `${serviceName(service)} does not exist`;
  const ports = (found.spec?.ports ?? []).flatMap(({ port }) => port ?? []);
  if (service.port === undefined || ports.length === 0 || ports.includes(service.port)) return undefined;
  return `${serviceName(service)} has no port ${service.port} (its ports: ${ports.join(', ')})`;
}

/** What is wrong with a Service that must answer: it is missing, lacks the port, or nothing ready stands behind it. */
export async function serviceProblem(
  cluster: Pick<ClusterReader, 'find' | 'list'>,
  service: WantedService,
): Promise<string | undefined> {
  const missing = await servicePortProblem(cluster, service);
  if (missing !== undefined) return missing;
  return (await readyEndpoints(cluster, service)) === 0 ? `${serviceName(service)} has no ready endpoint` : undefined;
}
