import { expect, test } from 'vitest';
import { loadBalancerAddress, routeAddress } from '../../../../platform/cluster/external-address.ts';
import { Gateway } from '../../../../platform/cluster/kinds/gateway-api.ts';
import { Route } from '../../../../platform/cluster/kinds/route.ts';

const PROMISED = /^gw-[a-z]+\.apps\.example$/;
const route = (status: string | undefined, host = 'gw-maas.apps.example', service = 'gw') =>
  Route.schema.parse({
    metadata: { name: 'gw', namespace: 'maas' },
    spec: { host, to: { kind: 'Service', name: service } },
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

test('a load balancer’s address must come from outside', () => {
  const gateway = (addresses: object[]) =>
    Gateway.schema.parse({
      metadata: { name: 'gw', namespace: 'ingress' },
      spec: { gatewayClassName: 'c', listeners: [] },
      status: { addresses },
    });
  const service = { name: 'gw', type: 'LoadBalancer' };
  expect(loadBalancerAddress(gateway([{ value: '203.0.113.7' }]), service)).toEqual({ at: '203.0.113.7' });
  expect(loadBalancerAddress(gateway([{ value: 'gw.ingress.svc.cluster.local' }]), service)).toHaveProperty('problem');
  expect(loadBalancerAddress(gateway([]), service)).toHaveProperty('problem');
  expect(loadBalancerAddress(gateway([{ value: '203.0.113.7' }]), { name: 'gw', type: 'ClusterIP' })).toEqual({
    problem: 'Service gw is of type ClusterIP, not LoadBalancer',
  });
});
