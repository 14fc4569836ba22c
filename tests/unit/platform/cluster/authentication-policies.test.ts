import { expect, test } from 'vitest';
import { kuadrantProtection } from '../../../../platform/cluster/authentication-policies.ts';
import { Gateway, HTTPRoute } from '../../../../platform/cluster/kinds/gateway-api.ts';
import { AuthPolicy } from '../../../../platform/cluster/kinds/kuadrant.ts';
import type { ClusterReader } from '../../../../platform/cluster/reader.ts';

const gateway = Gateway.schema.parse({
  metadata: { name: 'gw', namespace: 'ingress' },
  spec: { gatewayClassName: 'c', listeners: [] },
});
const route = (name: string, namespace: string, service: string) => ({
  metadata: { name, namespace },
  spec: { parentRefs: [{ name: 'gw', namespace: 'ingress' }], rules: [{ backendRefs: [{ name: service }] }] },
});
const ROUTES = [route('api-route', 'api', 'maas-api'), route('model-route', 'llm', 'model')];
const policy = (name: string, namespace: string, kind: string, target: string, spec: object = {}) => ({
  metadata: { name, namespace },
  spec: { targetRef: { kind, name: target }, ...spec },
  status: { conditions: ['Accepted', 'Enforced'].map((type) => ({ type, status: 'True' })) },
});
const WHOLE = policy('whole', 'ingress', 'Gateway', 'gw');
const API = policy('api', 'api', 'HTTPRoute', 'api-route');
const anonymous = { rules: { authentication: { public: { anonymous: {} } } } };

const problems = async (...policies: object[]): Promise<string[]> => {
  const cluster: Pick<ClusterReader, 'list'> = {
    list: async (kind) => {
      const objects: object[] = kind.kind === HTTPRoute.kind ? ROUTES : kind.kind === AuthPolicy.kind ? policies : [];
      return objects.map((object) => kind.schema.parse(object));
    },
  };
  return (await kuadrantProtection(cluster, gateway, 'maas-api')).problems;
};

test('a policy of the gateway and one of the API protect all routes', async () => {
  expect(await problems(WHOLE, API)).toEqual([]);
});

test('without a policy of the gateway, inference is open (FM-21)', async () => {
  expect(await problems()).toEqual([expect.stringContaining('no AuthPolicy is attached')]);
  expect(await problems(API)).toEqual(['no AuthPolicy covers HTTPRoute llm/model-route (FM-21)']);
});

test('the API needs a policy of its own: the gateway’s knows MaaS tokens only', async () => {
  expect(await problems(WHOLE)).toEqual([
    expect.stringContaining('HTTPRoute api/api-route of the API has no AuthPolicy'),
  ]);
});

test('a policy on a model’s route wins over the gateway’s, unless that one overrides (FM-39)', async () => {
  const own = policy('authn', 'llm', 'HTTPRoute', 'model-route', anonymous);
  expect(await problems(WHOLE, API, own)).toEqual([
    'llm/authn wins over ingress/whole on HTTPRoute llm/model-route, and lets everybody in (FM-39)',
  ]);
  const strict = policy('authn', 'llm', 'HTTPRoute', 'model-route', { rules: { authentication: { sa: {} } } });
  expect((await problems(WHOLE, API, strict))[0]).not.toContain('everybody');
  const overriding = policy('whole', 'ingress', 'Gateway', 'gw', { overrides: { rules: {} } });
  expect(await problems(overriding, API, own)).toEqual([]);
});
