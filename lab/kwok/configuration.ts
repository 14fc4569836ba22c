import { stringify } from 'yaml';

const KWOK = 'kwok.x-k8s.io/v1alpha1';

/** No Node has this annotation: a stage that plays on none leaves the installation's nodes as their files have them. */
const NEVER = 'maas-verify.dev/played-by-kwok';

/**
 * What kwok does in the lab: it ends pods that are deleted, as their kubelet would, and serves logs and forwarded ports. The
 * states of nodes and pods are the installation's own.
 * @param prometheusPort where the platform's Prometheus really listens
 */
export function kwokConfiguration(prometheusPort: number): string {
  const documents = [
    stage('node-unchanged', 'Node', `.metadata.annotations["${NEVER}"]`, {}),
    stage('pod-delete', 'Pod', '.metadata.deletionTimestamp', { finalizers: { empty: true }, delete: true }),
    {
      apiVersion: KWOK,
      kind: 'ClusterPortForward',
      metadata: { name: 'prometheus' },
      spec: {
        selector: { matchNamespaces: ['openshift-monitoring'] },
        forwards: [{ ports: [9090], target: { address: '127.0.0.1', port: prometheusPort } }],
      },
    },
  ];
  return documents.map((document) => stringify(document)).join('---\n');
}

const stage = (name: string, kind: string, existing: string, next: object): object => ({
  apiVersion: KWOK,
  kind: 'Stage',
  metadata: { name },
  spec: {
    resourceRef: { apiGroup: 'v1', kind },
    selector: { matchExpressions: [{ key: existing, operator: 'Exists' }] },
    weight: 1,
    next,
  },
});
