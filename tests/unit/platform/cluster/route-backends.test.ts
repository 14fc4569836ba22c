import { expect, test } from 'vitest';
import { EndpointSlice, Service } from '../../../../platform/cluster/kinds/core.ts';
import { HTTPRoute, type HTTPRouteObject } from '../../../../platform/cluster/kinds/gateway-api.ts';
import type { ClusterReader } from '../../../../platform/cluster/reader.ts';
import { backendProblems } from '../../../../platform/cluster/route-backends.ts';

const route = (rules: object[] = [{ backendRefs: [{ name: 'api', port: 80 }] }]): HTTPRouteObject =>
  HTTPRoute.schema.parse({ metadata: { name: 'r', namespace: 'apps' }, spec: { rules } });

/** A cluster of Services with so many ready endpoints each. */
const cluster = (services: Record<string, number>): Pick<ClusterReader, 'find' | 'list'> => ({
  find: async (kind, name) => {
    if (kind.kind !== Service.kind || services[name] === undefined) return undefined;
    return kind.schema.parse({ metadata: { name, namespace: 'apps' }, spec: { ports: [{ port: 80 }] } });
  },
  list: async (kind) => {
    if (kind.kind !== EndpointSlice.kind) return [];
    return Object.entries(services).map(([name, ready]) =>
      kind.schema.parse({
        metadata: { name, namespace: 'apps', labels: { 'kubernetes.io/service-name': name } },
        endpoints: [
          ...Array.from({ length: ready }, (_, index) => ({ addresses: [`10.0.0.${index + 1}`] })),
          { addresses: ['10.0.1.1'], conditions: { ready: false } },
        ],
      }),
    );
  },
});

test('back ends must exist and have a ready endpoint', async () => {
  expect(await backendProblems(cluster({ api: 1 }), route())).toEqual([]);
  expect(await backendProblems(cluster({ api: 0 }), route())).toEqual([
    'HTTPRoute apps/r: Service apps/api has no ready endpoint',
  ]);
  expect(await backendProblems(cluster({}), route())).toEqual(['HTTPRoute apps/r: Service apps/api does not exist']);
  expect((await backendProblems(cluster({}), route([{}])))[0]).toContain('1 of 1 rules have no back end');
});

test('a back end must have the port that is asked for', async () => {
  expect(await backendProblems(cluster({ api: 1 }), route([{ backendRefs: [{ name: 'api', port: 8443 }] }]))).toEqual([
    'HTTPRoute apps/r: Service apps/api has no port 8443 (its ports: 80)',
  ]);
});

test('a rule that redirects needs no back end; a route needs a rule', async () => {
  const redirect = { filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https' } }] };
  expect(await backendProblems(cluster({}), route([redirect]))).toEqual([]);
  expect(await backendProblems(cluster({}), route([{ filters: [{ type: 'URLRewrite' }] }]))).toHaveLength(1);
  expect(await backendProblems(cluster({}), route([]))).toEqual(['HTTPRoute apps/r has no rule']);
});
