import type { KubeObject, ObjectStore } from '../object.ts';
import { monitorRef } from './monitors.ts';

/** Adds an alert beside the limiter, as an administrator makes one. */
export function limiterAlert(objects: ObjectStore, alert: { name: string; expr: string }): KubeObject {
  const { namespace } = monitorRef(objects, 'ServiceMonitor', 'limitador-metrics');
  return objects.put({
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PrometheusRule',
    metadata: { name: 'maas-limits', namespace },
    spec: {
      groups: [
        {
          name: 'maas-limits',
          rules: [{ alert: alert.name, expr: alert.expr, labels: { severity: 'warning' } }],
        },
      ],
    },
  });
}
