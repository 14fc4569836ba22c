import type { KubeObject, ObjectRef, ObjectStore } from '../object.ts';

/** Names a monitor by its kind and name, whatever its namespace: installations differ in it. Throws when there is none. */
export function monitorRef(objects: ObjectStore, kind: 'ServiceMonitor' | 'PodMonitor', name: string): ObjectRef {
  const monitor = objects.all(kind).find(({ metadata }) => metadata.name === name);
  if (monitor === undefined) throw new Error(`there is no ${kind} ${name}`);
  return { kind, name, namespace: monitor.metadata.namespace };
}

/** Adds a second monitor that scrapes the limiter's pods, beside the one there is. */
export function scrapeAgain(objects: ObjectStore, { namespace }: ObjectRef): KubeObject {
  return objects.put({
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PodMonitor',
    metadata: { name: 'kuadrant-limitador-monitor', namespace, labels: { 'kuadrant.io/observability': 'true' } },
    spec: {
      selector: { matchLabels: { app: 'limitador' } },
      podMetricsEndpoints: [{ port: 'http', path: '/metrics', scheme: 'http' }],
    },
  });
}
