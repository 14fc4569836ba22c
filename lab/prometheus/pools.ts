import type { KubeObject } from '../../sandbox/object.ts';
import { poolName } from '../../sandbox/prometheus/discovery.ts';
import type { ScrapedWorld } from '../../sandbox/prometheus/scraped-world.ts';

/** A relabeling of a monitor, as the operator's API spells it. */
export interface Relabeling {
  action?: string;
  sourceLabels?: string[];
  separator?: string;
  regex?: string;
  modulus?: number;
  targetLabel?: string;
  replacement?: string;
}

/** What one endpoint of a monitor asks for; the operator makes a scrape pool of each. */
export interface Pool {
  /** As the operator names it: serviceMonitor/NAMESPACE/NAME/INDEX. */
  name: string;
  /** Prometheus durations, where the monitor says them. */
  interval?: string;
  scrapeTimeout?: string;
  honorLabels: boolean;
  metricRelabelings: Relabeling[];
}

/** The scrape pools that the monitors of the cluster ask for, those without targets too. */
export function poolsOf({ objects }: Pick<ScrapedWorld, 'objects'>): Pool[] {
  return [
    ...objects.all('ServiceMonitor').flatMap((monitor) => ofEndpoints(monitor, monitor.spec?.endpoints)),
    ...objects.all('PodMonitor').flatMap((monitor) => ofEndpoints(monitor, monitor.spec?.podMetricsEndpoints)),
  ];
}

function ofEndpoints(monitor: KubeObject, endpoints: KubeObject['spec'][] = []): Pool[] {
  return endpoints.map((endpoint, index) => ({
    name: poolName(monitor, index),
    interval: endpoint?.interval,
    scrapeTimeout: endpoint?.scrapeTimeout,
    honorLabels: endpoint?.honorLabels ?? false,
    metricRelabelings: endpoint?.metricRelabelings ?? [],
  }));
}
