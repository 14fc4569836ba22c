import type { ObjectOf } from '../cluster/kinds/base.ts';
import { EndpointSlice, Pod, Service } from '../cluster/kinds/core.ts';
import { type MonitorEndpoint, PodMonitor, ServiceMonitor } from '../cluster/kinds/monitoring.ts';
import { matchesLabels, selectorText } from '../cluster/label-selector.ts';
import type { ClusterReader } from '../cluster/reader.ts';

/** Where one monitor leads. */
export interface MonitorReport {
  /** Kind namespace/name. */
  name: string;
  namespace: string;
  /** Why it does not reach what it selects; empty where every endpoint leads to a ready pod. */
  problems: string[];
  /** The pods it leads to. */
  pods: { namespace: string; name: string }[];
}

type Reader = Pick<ClusterReader, 'list' | 'listIfKnown'>;
type MonitorObject = ObjectOf<typeof ServiceMonitor> | ObjectOf<typeof PodMonitor>;

/** Every monitor of the namespaces, followed to the pods behind it. Throws a Violation where the kinds are unknown. */
export async function monitorReports(cluster: Reader, namespaces: readonly string[]): Promise<MonitorReport[]> {
  const within = (monitor: MonitorObject): boolean => namespaces.includes(monitor.metadata.namespace ?? '');
  const services = (await cluster.list(ServiceMonitor)).filter(within);
  const pods = (await cluster.list(PodMonitor)).filter(within);
  return Promise.all([
    ...services.map((monitor) => serviceMonitorReport(cluster, monitor)),
    ...pods.map((monitor) => podMonitorReport(cluster, monitor)),
  ]);
}

async function selected<T extends { metadata: { namespace?: string; labels?: Record<string, string> } }>(
  monitor: MonitorObject,
  read: (namespace?: string) => Promise<T[]>,
): Promise<T[]> {
  const { selector, namespaceSelector } = monitor.spec;
  const namespaces =
    namespaceSelector?.any === true ? [undefined] : (namespaceSelector?.matchNames ?? [monitor.metadata.namespace]);
  const found = await Promise.all(namespaces.map(read));
  return found.flat().filter(({ metadata }) => matchesLabels(selector, metadata.labels));
}

async function serviceMonitorReport(cluster: Reader, monitor: ObjectOf<typeof ServiceMonitor>): Promise<MonitorReport> {
  const report = emptyReport('ServiceMonitor', monitor);
  const services = await selected(monitor, (namespace) => cluster.list(Service, { namespace }));
  if (services.length === 0) {
    report.problems.push(`${report.name} selects no Service (${selectorText(monitor.spec.selector)})`);
    return report;
  }
  for (const endpoint of monitor.spec.endpoints) {
    const port = endpoint.port ?? String(endpoint.targetPort ?? '');
    const serving = services.filter(({ spec }) => hasPort(spec?.ports, endpoint));
    if (serving.length === 0) {
      const names = services.flatMap(({ spec }) =>
        (spec?.ports ?? []).map(({ name, port: number }) => name ?? String(number)),
      );
      report.problems.push(
        `${report.name} wants port ${port}; the Services it selects have ${names.join(', ') || 'none'}`,
      );
    }
    const pods = (await Promise.all(serving.map((service) => readyPods(cluster, service)))).flat();
    if (serving.length > 0 && pods.length === 0)
      report.problems.push(`${report.name} port ${port} has no ready endpoint`);
    report.pods.push(...pods);
  }
  return withEndpoints(report, monitor.spec.endpoints);
}

async function podMonitorReport(cluster: Reader, monitor: ObjectOf<typeof PodMonitor>): Promise<MonitorReport> {
  const report = emptyReport('PodMonitor', monitor);
  const pods = await selected(monitor, (namespace) => cluster.list(Pod, { namespace }));
  if (pods.length === 0) {
    report.problems.push(`${report.name} selects no pod (${selectorText(monitor.spec.selector)})`);
    return report;
  }
  for (const endpoint of monitor.spec.podMetricsEndpoints) {
    const port = endpoint.port ?? String(endpoint.targetPort ?? '');
    const exposing = pods.filter(({ spec }) =>
      (spec?.containers ?? []).some(({ ports = [] }) =>
        ports.some(({ name, containerPort }) => name === port || String(containerPort) === port),
      ),
    );
    if (exposing.length === 0)
      report.problems.push(`${report.name} wants port ${port}; the pods it selects have no such port`);
    report.pods.push(...exposing.map(({ metadata }) => ({ namespace: metadata.namespace ?? '', name: metadata.name })));
  }
  return withEndpoints(report, monitor.spec.podMetricsEndpoints);
}

function emptyReport(kind: string, { metadata }: MonitorObject): MonitorReport {
  const namespace = metadata.namespace ?? '';
  return { name: `${kind} ${namespace}/${metadata.name}`, namespace, problems: [], pods: [] };
}

function withEndpoints(report: MonitorReport, endpoints: readonly MonitorEndpoint[]): MonitorReport {
  if (endpoints.length === 0) report.problems.push(`${report.name} names no endpoint`);
  return report;
}

type ServicePort = { name?: string; port?: number; targetPort?: string | number };

const hasPort = (ports: readonly ServicePort[] | undefined, { port, targetPort }: MonitorEndpoint): boolean =>
  (ports ?? []).some((one) =>
    port === undefined ? one.targetPort === targetPort || one.port === targetPort : one.name === port,
  );

async function readyPods(
  cluster: Reader,
  service: ObjectOf<typeof Service>,
): Promise<{ namespace: string; name: string }[]> {
  const namespace = service.metadata.namespace ?? '';
  const slices = await cluster.list(EndpointSlice, { namespace });
  return slices
    .filter(({ metadata }) => metadata.labels?.['kubernetes.io/service-name'] === service.metadata.name)
    .flatMap(({ endpoints = [] }) => endpoints)
    .filter(({ conditions }) => conditions?.ready !== false)
    .flatMap(({ targetRef }) => (targetRef?.kind === 'Pod' ? [{ namespace, name: targetRef.name }] : []));
}
