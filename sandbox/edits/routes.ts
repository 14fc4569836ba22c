import type { KubeObject } from '../object.ts';

/** A Route as `oc expose` or a controller makes it: admitted, and leading to a Service of its namespace. */
export function openRoute(namespace: string, service: string): KubeObject {
  const host = `${service}-${namespace}.apps.sandbox.example`;
  return {
    apiVersion: 'route.openshift.io/v1',
    kind: 'Route',
    metadata: { name: service, namespace },
    spec: {
      host,
      to: { kind: 'Service', name: service, weight: 100 },
      tls: { termination: 'reencrypt' },
      wildcardPolicy: 'None',
    },
    status: {
      ingress: [{ host, routerName: 'default', conditions: [{ type: 'Admitted', status: 'True' }] }],
    },
  };
}
