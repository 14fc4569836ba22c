import type { KubeObject } from '../../../sandbox/object.ts';
import { COPIED_OPERATORS } from './size.ts';

const SINCE = '2026-11-02T08:17:30Z';

/** A certificate bundle as it is in two ConfigMaps of every namespace; its content does not matter, its size does. */
const BUNDLE = `-----BEGIN CERTIFICATE-----\n${'MIIDQDCCAiigAwIBAgIIZ0vGz2mZ0F4wDQYJKoZIhvcNAQELBQAwPjESMBAGA1UE\n'.repeat(17)}-----END CERTIFICATE-----\n`;

function owned(kind: string, apiVersion: string, namespace: string, name: string, content: object): KubeObject {
  return { apiVersion, kind, metadata: { name, namespace, creationTimestamp: SINCE }, ...content };
}

/** OLM puts a copy of a cluster-wide operator's CSV into every namespace. */
function copiedCsv(namespace: string, { csv, from }: { csv: string; from: string }): KubeObject {
  return {
    apiVersion: 'operators.coreos.com/v1alpha1',
    kind: 'ClusterServiceVersion',
    metadata: {
      name: csv,
      namespace,
      generation: 1,
      creationTimestamp: SINCE,
      labels: { 'olm.copiedFrom': from, 'olm.managed': 'true' },
      annotations: { 'olm.operatorNamespace': from },
    },
    spec: {
      displayName: csv.split('.')[0],
      version: csv.slice(csv.indexOf('.v') + 2),
      description: 'What the operator does, at the length that a catalogue shows. '.repeat(40),
    },
    status: {
      phase: 'Succeeded',
      reason: 'Copied',
      message: `The operator is running in ${from} but is managing this namespace`,
    },
  };
}

/** What every namespace of a cluster has, used or not. */
export function teamObjects(namespace: string): KubeObject[] {
  const labels = { app: 'workload-0' };
  return [
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: namespace, creationTimestamp: SINCE, labels: { team: namespace } },
    },
    ...['kube-root-ca.crt', 'openshift-service-ca.crt'].map((name) =>
      owned('ConfigMap', 'v1', namespace, name, { data: { 'ca.crt': BUNDLE } }),
    ),
    ...['default', 'builder', 'deployer'].map((name) => owned('ServiceAccount', 'v1', namespace, name, {})),
    owned('Deployment', 'apps/v1', namespace, 'workload-0', {
      spec: {
        replicas: 1,
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: { containers: [] } },
      },
      status: { observedGeneration: 1, replicas: 1, updatedReplicas: 1, readyReplicas: 1, availableReplicas: 1 },
    }),
    owned('Service', 'v1', namespace, 'workload-0', {
      spec: { type: 'ClusterIP', selector: labels, ports: [{ name: 'http', port: 8080, targetPort: 8080 }] },
      status: { loadBalancer: {} },
    }),
    ...COPIED_OPERATORS.map((operator) => copiedCsv(namespace, operator)),
  ];
}
