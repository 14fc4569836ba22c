import { EndpointSlice, Service } from './kinds/core.ts';
import type { ClusterReader } from './reader.ts';

const SERVICE_NAME = 'kubernetes.io/service-name';

/** How many ready addresses stand behind a Service; undefined where the Service does not exist. */
async function readyEndpoints(
  cluster: Pick<ClusterReader, 'find' | 'list'>,
  service: { name: string; namespace: string },
): Promise<number | undefined> {
  const found = await cluster.find(Service, service.name, service.namespace);
  if (found === undefined) return undefined;
  const slices = await cluster.list(EndpointSlice, { namespace: service.namespace });
  return slices
    .filter((slice) => slice.metadata.labels?.[SERVICE_NAME] === service.name)
    .flatMap((slice) => slice.endpoints ?? [])
    .filter((endpoint) => endpoint.conditions?.ready !== false)
    .flatMap((endpoint) => endpoint.addresses ?? []).length;
}

/** What is wrong with a Service that must answer: it is missing, or nothing ready stands behind it. */
export async function serviceProblem(
  cluster: Pick<ClusterReader, 'find' | 'list'>,
  service: { name: string; namespace: string },
): Promise<string | undefined> {
  const ready = await readyEndpoints(cluster, service);
  if (ready === undefined) return `Service ${service.namespace}/${service.name} does not exist`;
  return ready === 0 ? `Service ${service.namespace}/${service.name} has no ready endpoint` : undefined;
}
