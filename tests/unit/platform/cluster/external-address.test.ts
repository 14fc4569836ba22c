import { expect, test } from 'vitest';
import { loadBalancerAddress, routeAddress, routedHosts } from '../../../../platform/cluster/external-address.ts';
import { Service } from '../../../../platform/cluster/kinds/core.ts';
import { Gateway } from '../../../../platform/cluster/kinds/gateway-api.ts';
import { Route } from '../../../../platform/cluster/kinds/route.ts';

const PROMISED = /^gw-[a-z]+\.apps\.example$/;
const route = (
  status: string | undefined,
  host = 'gw-maas.apps.example',
  service = 'gw',
  tls: object | undefined = { termination: 'passthrough' },
) =>
  Route.schema.parse({
    metadata: { name: 'gw', namespace: 'maas' },
    spec: { host, to: { kind: 'Service', name: service }, tls },
    status:
      status === undefined
        ? {}
        : { ingress: [{ host, conditions: [{ type: 'Admitted', status, reason: 'HostAlreadyClaimed' }] }] },
  });

test('an admitted Route with the promised host is the address', () => {
  expect(routeAddress([route('True')], 'gw', PROMISED)).toEqual({ at: 'gw-maas.apps.example' });
});

test.each([
  ['no Route', [], 'no Route leads to Service gw'],
  ['a Route to another Service', [route('True', 'gw-maas.apps.example', 'other')], 'no Route leads to Service gw'],
  ['a refused Route', [route('False')], 'HostAlreadyClaimed'],
  ['an unknown admission', [route('Unknown')], 'is not admitted'],
  ['a Route that no router has seen', [route(undefined)], 'no router has reported'],
  ['another host', [route('True', 'console.apps.example')], 'no admitted host is like'],
])('%s is a problem', (_, routes, problem) => {
  expect(routeAddress(routes, 'gw', PROMISED)).toEqual({ problem: expect.stringContaining(problem) });
});

test('a Route without TLS is a problem', () => {
  const plain = route('True');
  delete plain.spec.tls;
  expect(routeAddress([plain], 'gw', PROMISED)).toEqual({ problem: expect.stringContaining('has no TLS') });
});

test('hosts of the gateway that an admitted Route leads to it', () => {
  expect(routedHosts([route('True')], 'gw', ['gw-maas.apps.example'])).toEqual(['gw-maas.apps.example']);
  expect(routedHosts([route('False')], 'gw', ['gw-maas.apps.example'])).toEqual([]);
  expect(routedHosts([route('True', 'gw-maas.apps.example', 'other')], 'gw', ['gw-maas.apps.example'])).toEqual([]);
  expect(routedHosts([route('True')], 'gw', ['maas.apps.example'])).toEqual([]);
});

const gatewayAt = (addresses: object[], reason = 'Programmed') =>
  Gateway.schema.parse({
    metadata: { name: 'gw', namespace: 'ingress' },
    spec: { gatewayClassName: 'c', listeners: [] },
    status: { addresses, conditions: [{ type: 'Programmed', status: 'False', reason, message: 'address pending' }] },
  });
const service = (change: { type?: string; ingress?: object[]; ports?: object[] } = {}) =>
  Service.schema.parse({
    metadata: { name: 'gw' },
    spec: { type: change.type ?? 'LoadBalancer', ports: change.ports ?? [{ port: 443 }] },
    status: { loadBalancer: { ingress: change.ingress ?? [{ ip: '203.0.113.7' }] } },
  });
const https = { name: 'https', port: 443 };

test('a load balancer leads to the gateway by the addresses of its status and of its Service', () => {
  expect(loadBalancerAddress(gatewayAt([{ value: '203.0.113.7' }]), service(), https)).toEqual({
    addresses: ['203.0.113.7'],
  });
  const named = service({ ingress: [{ hostname: 'lb.example' }] });
  expect(loadBalancerAddress(gatewayAt([{ value: '203.0.113.7' }]), named, https)).toEqual({
    addresses: ['203.0.113.7', 'lb.example'],
  });
});

test.each([
  ['an internal address', [{ value: 'gw.ingress.svc.cluster.local' }], {}, 'no address from outside'],
  ['no address', [], {}, 'no address from outside'],
  ['a pending load balancer', [], { ingress: [] }, 'EXTERNAL-IP of Service gw is pending'],
  ['another type', [{ value: '203.0.113.7' }], { type: 'ClusterIP' }, 'is of type ClusterIP, not LoadBalancer'],
  ['no port of the listener', [{ value: '203.0.113.7' }], { ports: [{ port: 80 }] }, 'has no port 443'],
])('%s is a problem of the load balancer', (_, addresses, change, problem) => {
  expect(loadBalancerAddress(gatewayAt(addresses), service(change), https)).toEqual({
    problem: expect.stringContaining(problem),
  });
});

test('a pending load balancer carries what the Gateway says', () => {
  expect(loadBalancerAddress(gatewayAt([], 'AddressNotAssigned'), service({ ingress: [] }), https)).toEqual({
    problem: expect.stringContaining('AddressNotAssigned: address pending'),
  });
});
