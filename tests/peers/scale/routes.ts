import type { KubeObject } from '../../../sandbox/object.ts';
import { managedFields } from './managed-fields.ts';

const SINCE = '2026-11-02T08:17:30Z';
const condition = (type: string) => ({
  type,
  status: 'True',
  reason: type,
  message: `Route was ${type.toLowerCase()}`,
  observedGeneration: 1,
  lastTransitionTime: SINCE,
});

function httpRouteSpec(index: number) {
  return {
    parentRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'team-gateway' }],
    hostnames: [`service-${index}.teams.example.com`],
    rules: ['/api', '/static', '/'].map((value) => ({
      matches: [{ path: { type: 'PathPrefix', value } }],
      backendRefs: [{ group: '', kind: 'Service', name: `service-${index}`, port: 8080, weight: 1 }],
    })),
  };
}

const STATUS = {
  parents: [
    {
      parentRef: { group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'team-gateway' },
      controllerName: 'openshift.io/gateway-controller/v1',
      conditions: ['Accepted', 'ResolvedRefs'].map(condition),
    },
  ],
};
const MANAGED = managedFields('gateway.networking.k8s.io/v1', {
  argocd: { spec: httpRouteSpec(0) },
  istiod: { status: STATUS },
});

/** A team's route at a gateway of its own. */
export function httpRoute(namespace: string, index: number): KubeObject {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: {
      name: `route-${index}`,
      namespace,
      generation: 1,
      creationTimestamp: SINCE,
      labels: { team: namespace },
      managedFields: MANAGED,
    },
    spec: httpRouteSpec(index),
    status: STATUS,
  };
}

/** A team's OpenShift Route. */
export function openshiftRoute(namespace: string, index: number): KubeObject {
  const host = `app-${index}.apps.sandbox.example`;
  const spec = {
    host,
    to: { kind: 'Service', name: `service-${index}`, weight: 100 },
    port: { targetPort: 'http' },
    tls: { termination: 'edge', insecureEdgeTerminationPolicy: 'Redirect' },
    wildcardPolicy: 'None',
  };
  const status = {
    ingress: [
      {
        host,
        routerName: 'default',
        routerCanonicalHostname: 'router-default.apps.sandbox.example',
        wildcardPolicy: 'None',
        conditions: [{ type: 'Admitted', status: 'True', lastTransitionTime: SINCE }],
      },
    ],
  };
  return {
    apiVersion: 'route.openshift.io/v1',
    kind: 'Route',
    metadata: { name: `app-${index}`, namespace, creationTimestamp: SINCE, labels: { team: namespace } },
    spec,
    status,
  };
}
