import { Service } from '../cluster/kinds/core.ts';
import { PodMonitor, ServiceMonitor } from '../cluster/kinds/monitoring.ts';
import { matchesLabels } from '../cluster/label-selector.ts';
import { podsSelected, type Reader, type Target, targetsOfService } from './pods.ts';

const NAMESPACE = 'openshift-user-workload-monitoring';

/** The Prometheus of user workload monitoring; none where it is switched off. */
export const prometheusPods = (cluster: Reader) =>
  podsSelected(cluster, NAMESPACE, { matchLabels: { 'app.kubernetes.io/name': 'prometheus' } });

/** What the monitors of these namespaces let Prometheus scrape. Monitors that look into other namespaces are left out. */
export async function scrapeTargets(cluster: Reader, namespaces: readonly string[]): Promise<Target[]> {
  const within = ({ metadata }: { metadata: { namespace?: string } }): boolean =>
    namespaces.includes(metadata.namespace ?? '');
  const ofPods = ((await cluster.listIfKnown(PodMonitor)) ?? []).filter(within);
  const ofServices = ((await cluster.listIfKnown(ServiceMonitor)) ?? []).filter(within);
  const direct = ofPods.map(async ({ metadata, spec }) => {
    const pods = await podsSelected(cluster, metadata.namespace ?? '', spec.selector);
    return pods.flatMap((pod) =>
      spec.podMetricsEndpoints.flatMap(({ port }) => {
        const number = pod.ports.find(({ name }) => name === port)?.number;
        return number === undefined ? [] : [{ pod, port: number }];
      }),
    );
  });
  const behind = ofServices.map(async ({ metadata, spec }) => {
    const services = await cluster.list(Service, { namespace: metadata.namespace });
    const selected = services.filter((service) => matchesLabels(spec.selector, service.metadata.labels));
    const names = spec.endpoints.map(({ port }) => port);
    return (
      await Promise.all(selected.map((one) => targetsOfService(cluster, one, ({ name }) => names.includes(name))))
    ).flat();
  });
  return (await Promise.all([...direct, ...behind])).flat();
}
