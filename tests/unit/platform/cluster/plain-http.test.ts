import { expect, test } from 'vitest';
import { Gateway, HTTPRoute } from '../../../../platform/cluster/kinds/gateway-api.ts';
import { plainRoutes } from '../../../../platform/cluster/plain-http.ts';

const gateway = Gateway.schema.parse({
  metadata: { name: 'gw', namespace: 'ingress' },
  spec: {
    gatewayClassName: 'c',
    listeners: [
      { name: 'http', protocol: 'HTTP', port: 80 },
      { name: 'https', protocol: 'HTTPS', port: 443 },
    ],
  },
});
const REDIRECT = { filters: [{ type: 'RequestRedirect' }] };
const route = (ref: object = {}, rules: object[] = [{ backendRefs: [{ name: 'api' }] }]) =>
  HTTPRoute.schema.parse({
    metadata: { name: 'r', namespace: 'apps' },
    spec: { parentRefs: [{ name: 'gw', namespace: 'ingress', ...ref }], rules },
  });

test('a route that asks for the whole gateway, or for its plain listener, is served without TLS', () => {
  expect(plainRoutes(gateway, [route()])).toEqual(['listener http (port 80) serves apps/r without TLS (FM-10)']);
  expect(plainRoutes(gateway, [route({ sectionName: 'http' })])).toHaveLength(1);
  expect(plainRoutes(gateway, [route({ port: 80 })])).toHaveLength(1);
  expect(plainRoutes(gateway, [route({}, [REDIRECT, { backendRefs: [{ name: 'api' }] }])])).toHaveLength(1);
});

test('a route of the HTTPS listener, of another gateway, or that redirects, is not', () => {
  expect(plainRoutes(gateway, [route({ sectionName: 'https' })])).toEqual([]);
  expect(plainRoutes(gateway, [route({ port: 443 })])).toEqual([]);
  expect(plainRoutes(gateway, [route({ name: 'other' })])).toEqual([]);
  expect(plainRoutes(gateway, [route({}, [REDIRECT])])).toEqual([]);
});
