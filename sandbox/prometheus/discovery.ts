import type { KubeObject } from '../object.ts';
import { type EndpointAddress, podAddresses, serviceAddresses } from './endpoints.ts';
import { matchesSelector } from './label-selector.ts';
import type { Labels } from './labels.ts';
import type { ScrapedWorld } from './scraped-world.ts';

/** Something to scrape, as a monitor asks for it. */
export interface DiscoveredTarget {
  /** Name of the monitor's scrape pool. */
  pool: string;
  job: string;
  path: string;
  pod: { namespace: string; name: string };
  /** All target labels: job, instance, namespace, pod, service, endpoint, container. */
  labels: Labels;
}

/** What the monitors of the cluster select, in a stable order. Nothing while user workload monitoring is off. */
export function discover(world: ScrapedWorld): DiscoveredTarget[] {
  if (!userWorkloadMonitoring(world)) return [];
  return [
    ...world.objects.all('ServiceMonitor').flatMap((monitor) => ofServiceMonitor(world, monitor)),
    ...world.objects.all('PodMonitor').flatMap((monitor) => ofPodMonitor(world, monitor)),
  ];
}

/** Whether the cluster scrapes what users deploy: off until its administrator turns it on. */
export function userWorkloadMonitoring(world: Pick<ScrapedWorld, 'objects'>): boolean {
  const config = world.objects.find({
    kind: 'ConfigMap',
    namespace: 'openshift-monitoring',
    name: 'cluster-monitoring-config',
  });
  return /^\s*enableUserWorkload:\s*true\s*$/m.test(config?.data?.['config.yaml'] ?? '');
}

/** How the operator names the scrape pool of a monitor's endpoint: serviceMonitor/NAMESPACE/NAME/INDEX. */
export function poolName({ kind, metadata }: KubeObject, index: number): string {
  const of = kind === 'ServiceMonitor' ? 'serviceMonitor' : 'podMonitor';
  return `${of}/${metadata.namespace}/${metadata.name}/${index}`;
}

/** The scrape pools that the monitors of the cluster ask for, those without targets too. */
export function poolNames(world: ScrapedWorld): string[] {
  if (!userWorkloadMonitoring(world)) return [];
  const ofEndpoints = (monitor: KubeObject, endpoints: unknown[] = []): string[] =>
    endpoints.map((_, index) => poolName(monitor, index));
  return [
    ...world.objects.all('ServiceMonitor').flatMap((monitor) => ofEndpoints(monitor, monitor.spec?.endpoints)),
    ...world.objects.all('PodMonitor').flatMap((monitor) => ofEndpoints(monitor, monitor.spec?.podMetricsEndpoints)),
  ];
}

/** The namespaces that a monitor looks into: its own where it does not say. */
function namespacesOf(monitor: KubeObject): (namespace: string) => boolean {
  const selector = monitor.spec?.namespaceSelector;
  if (selector?.any === true) return () => true;
  const names: string[] = selector?.matchNames ?? [monitor.metadata.namespace];
  return (namespace) => names.includes(namespace);
}

function selected(world: ScrapedWorld, kind: 'Service' | 'Pod', monitor: KubeObject): KubeObject[] {
  const within = namespacesOf(monitor);
  return world.objects
    .all(kind)
    .filter(
      ({ metadata }) => within(metadata.namespace ?? '') && matchesSelector(monitor.spec?.selector, metadata.labels),
    );
}

function ofServiceMonitor(world: ScrapedWorld, monitor: KubeObject): DiscoveredTarget[] {
  const endpoints: KubeObject['spec'][] = monitor.spec?.endpoints ?? [];
  return selected(world, 'Service', monitor).flatMap((service) =>
    endpoints.flatMap((endpoint, index) =>
      serviceAddresses(world.objects, service, endpoint).map((address) =>
        target({
          monitor: poolName(monitor, index),
          endpoint,
          address,
          job: service.metadata.labels?.[monitor.spec?.jobLabel ?? ''] ?? service.metadata.name,
          labels: { service: service.metadata.name },
        }),
      ),
    ),
  );
}

function ofPodMonitor(world: ScrapedWorld, monitor: KubeObject): DiscoveredTarget[] {
  const endpoints: KubeObject['spec'][] = monitor.spec?.podMetricsEndpoints ?? [];
  const own = `${monitor.metadata.namespace}/${monitor.metadata.name}`;
  return selected(world, 'Pod', monitor).flatMap((pod) =>
    endpoints.flatMap((endpoint, index) =>
      podAddresses(pod, endpoint).map((address) =>
        target({
          monitor: poolName(monitor, index),
          endpoint,
          address,
          job: pod.metadata.labels?.[monitor.spec?.jobLabel ?? ''] ?? own,
          labels: {},
        }),
      ),
    ),
  );
}

interface Found {
  monitor: string;
  endpoint: KubeObject['spec'];
  address: EndpointAddress;
  job: string;
  labels: Labels;
}

function target({ monitor, endpoint, address, job, labels }: Found): DiscoveredTarget {
  const all: Labels = {
    job,
    instance: `${address.ip}:${address.port}`,
    namespace: address.namespace,
    pod: address.pod,
    endpoint: address.portName,
    ...(address.container === undefined ? {} : { container: address.container }),
    ...labels,
    ...replacements(endpoint),
  };
  return {
    pool: monitor,
    job: all['job'] ?? job,
    path: endpoint?.path ?? '/metrics',
    pod: { namespace: address.namespace, name: address.pod },
    labels: all,
  };
}

/** Relabelings that set a label to a constant; the others of the operator's many are not modelled. */
function replacements(endpoint: KubeObject['spec']): Labels {
  const rules: { action?: string; targetLabel?: string; replacement?: string; sourceLabels?: string[] }[] =
    endpoint?.relabelings ?? [];
  return Object.fromEntries(
    rules.flatMap(({ action = 'replace', targetLabel, replacement, sourceLabels }) =>
      action.toLowerCase() === 'replace' &&
      sourceLabels === undefined &&
      targetLabel !== undefined &&
      replacement !== undefined
        ? [[targetLabel, replacement]]
        : [],
    ),
  );
}
