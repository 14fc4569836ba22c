import { expect, test } from 'vitest';
import {
  attachmentProblems,
  inferenceRoutes,
  routesTo,
  servesPath,
} from '../../../../platform/cluster/gateway-routes.ts';
import { Gateway, HTTPRoute, type HTTPRouteObject } from '../../../../platform/cluster/kinds/gateway-api.ts';

const gateway = Gateway.schema.parse({
  metadata: { name: 'gw', namespace: 'ingress', generation: 1 },
  spec: { gatewayClassName: 'c', listeners: [{ name: 'https', protocol: 'HTTPS' }] },
});
const condition = (type: string, status = 'True', observedGeneration = 2) => ({ type, status, observedGeneration });
const route = (change: { rules?: object[]; parents?: object[]; parentRefs?: object[] } = {}): HTTPRouteObject =>
  HTTPRoute.schema.parse({
    metadata: { name: 'r', namespace: 'apps', generation: 2 },
    spec: {
      parentRefs: change.parentRefs ?? [{ name: 'gw', namespace: 'ingress' }],
      rules: change.rules ?? [
        { matches: [{ path: { type: 'PathPrefix', value: '/v1' } }], backendRefs: [{ name: 'api', port: 80 }] },
      ],
    },
    status: {
      parents: change.parents ?? [
        {
          parentRef: { name: 'gw', namespace: 'ingress' },
          conditions: [condition('Accepted'), condition('ResolvedRefs')],
        },
      ],
    },
  });

test('routes are found by their parent, whose namespace defaults to their own', () => {
  expect(routesTo(gateway, [route()])).toHaveLength(1);
  expect(routesTo(gateway, [route({ parentRefs: [{ name: 'gw' }] })])).toHaveLength(0);
  expect(
    routesTo(gateway, [route({ parentRefs: [{ kind: 'Service', name: 'gw', namespace: 'ingress' }] })]),
  ).toHaveLength(0);
});

test('a parent must be reported, accepted, resolved, and about the current generation', () => {
  const parents = (...conditions: object[]) => [{ parentRef: { name: 'gw', namespace: 'ingress' }, conditions }];
  expect(attachmentProblems(route(), gateway)).toEqual([]);
  expect(attachmentProblems(route({ parents: [] }), gateway)[0]).toContain('no controller has reported');
  const refused = parents(condition('Accepted', 'False'), condition('ResolvedRefs'));
  expect(attachmentProblems(route({ parents: refused }), gateway)[0]).toContain('Accepted=False');
  const stale = parents(condition('Accepted', 'True', 1), condition('ResolvedRefs'));
  expect(attachmentProblems(route({ parents: stale }), gateway)[0]).toContain('stale');
  const unknown = parents(condition('Accepted'), condition('ResolvedRefs', 'Unknown'));
  expect(attachmentProblems(route({ parents: unknown }), gateway)).toHaveLength(1);
});

test('every listener that a route asks for must be reported', () => {
  const conditions = [condition('Accepted'), condition('ResolvedRefs')];
  const at = (sectionName: string) => ({ name: 'gw', namespace: 'ingress', sectionName });
  const half = route({
    parentRefs: [at('https'), at('http')],
    parents: [{ parentRef: at('https'), conditions }],
  });

  expect(attachmentProblems(half, gateway)).toEqual([
    'HTTPRoute apps/r: no controller has reported on its parent gw/http',
  ]);
});

test('a prefix covers whole segments only', () => {
  expect(servesPath([route()], '/v1')).toBe(true);
  expect(servesPath([route()], '/v1/models')).toBe(true);
  expect(servesPath([route()], '/v10')).toBe(false);
  expect(servesPath([], '/v1')).toBe(false);
});

test('inference routes are those that lead elsewhere than to the API', () => {
  expect(inferenceRoutes([route()], 'api')).toEqual([]);
  const pool = route({ rules: [{ backendRefs: [{ kind: 'InferencePool', name: 'api' }] }] });
  expect(inferenceRoutes([pool], 'api')).toHaveLength(1);
});
