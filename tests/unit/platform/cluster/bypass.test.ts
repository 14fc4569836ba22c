import { expect, test } from 'vitest';
import {
  guardedServices,
  meshGateways,
  openRoutes,
  openServices,
  otherGateways,
} from '../../../../platform/cluster/bypass.ts';
import { Pod, Service } from '../../../../platform/cluster/kinds/core.ts';
import { Gateway, HTTPRoute } from '../../../../platform/cluster/kinds/gateway-api.ts';
import { VirtualService } from '../../../../platform/cluster/kinds/istio-networking.ts';
import { Route } from '../../../../platform/cluster/kinds/route.ts';
import type { ClusterReader } from '../../../../platform/cluster/reader.ts';

const gateway = Gateway.schema.parse({
  metadata: { name: 'gw', namespace: 'ingress' },
  spec: { gatewayClassName: 'c', listeners: [] },
});
const httpRoute = (name: string, parents: object[], service = 'model') =>
  HTTPRoute.schema.parse({
    metadata: { name, namespace: 'llm' },
    spec: { parentRefs: parents, rules: [{ backendRefs: [{ name: service, port: 80 }] }] },
  });
const OWN = { name: 'gw', namespace: 'ingress' };
const service = (name: string, selector: object | undefined, type = 'ClusterIP') => ({
  metadata: { name, namespace: 'llm' },
  spec: { type, ...(selector && { selector }) },
});
const SERVICES = [
  service('model', { app: 'model' }),
  service('model-private', { app: 'model', part: 'a' }, 'NodePort'),
  service('other', { app: 'other' }, 'LoadBalancer'),
  service('headless', undefined),
];
const PODS = [
  { metadata: { name: 'p', namespace: 'llm', labels: { app: 'model', part: 'a' } } },
  { metadata: { name: 'q', namespace: 'llm', labels: { app: 'other' } } },
];
const cluster: Pick<ClusterReader, 'list'> = {
  list: async (kind, options) => {
    const objects: object[] = kind.kind === Service.kind ? SERVICES : kind.kind === Pod.kind ? PODS : [];
    return options?.namespace === 'llm' ? objects.map((object) => kind.schema.parse(object)) : [];
  },
};
const guarded = await guardedServices(cluster, [httpRoute('r', [OWN])]);

test('guarded are the Services behind the routes, and others of the same pods', () => {
  expect(guarded.services.map(({ metadata }) => metadata.name)).toEqual(['model', 'model-private']);
  expect(guarded.includes({ name: 'model', namespace: 'llm' })).toBe(true);
  expect(guarded.includes({ name: 'model', namespace: 'apps' })).toBe(false);
  expect(openServices(guarded)).toEqual(['Service llm/model-private is of type NodePort']);
});

test('a route of another Gateway to a guarded Service is a way around', () => {
  const kserve = { name: 'openshift-ai-inference', namespace: 'ingress' };
  expect(otherGateways([httpRoute('r', [OWN, kserve])], gateway, guarded)).toEqual([
    'HTTPRoute llm/r leads from Gateway ingress/openshift-ai-inference to llm/model',
  ]);
  expect(otherGateways([httpRoute('r', [{ name: 'gw' }])], gateway, guarded)).toHaveLength(1);
  expect(otherGateways([httpRoute('r', [OWN])], gateway, guarded)).toEqual([]);
  expect(otherGateways([httpRoute('r', [kserve], 'other')], gateway, guarded)).toEqual([]);
  expect(otherGateways([httpRoute('r', [{ kind: 'Service', name: 'model' }])], gateway, guarded)).toEqual([]);
});

test('an OpenShift Route to a guarded Service is a way around, by its first or another back end', () => {
  const route = (to: string, others: object[] = [], namespace = 'llm') =>
    Route.schema.parse({
      metadata: { name: 'open', namespace },
      spec: { host: 'h', to: { name: to }, alternateBackends: others },
    });
  expect(openRoutes([route('model')], guarded)).toEqual(['Route llm/open (h) leads to Service model']);
  expect(openRoutes([route('other', [{ name: 'model-private' }])], guarded)).toHaveLength(1);
  expect(openRoutes([route('other')], guarded)).toEqual([]);
  expect(openRoutes([route('model', [], 'apps')], guarded)).toEqual([]);
});

test('a VirtualService of a gateway to a guarded Service is a way around, one within the mesh is not', () => {
  const virtual = (gateways: string[] | undefined, host: string, namespace = 'llm') =>
    VirtualService.schema.parse({
      metadata: { name: 'v', namespace },
      spec: { gateways, http: [{ route: [{ destination: { host } }] }] },
    });
  expect(meshGateways([virtual(['istio-system/public'], 'model')], guarded)).toHaveLength(1);
  expect(meshGateways([virtual(['mesh', 'public'], 'model.llm.svc.cluster.local', 'apps')], guarded)).toHaveLength(1);
  expect(meshGateways([virtual(['mesh'], 'model')], guarded)).toEqual([]);
  expect(meshGateways([virtual(undefined, 'model')], guarded)).toEqual([]);
  expect(meshGateways([virtual(['public'], 'model', 'apps')], guarded)).toEqual([]);
});
