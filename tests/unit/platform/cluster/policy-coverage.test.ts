import { expect, test } from 'vitest';
import { openPolicy, selectsGateway } from '../../../../platform/cluster/istio-authorization.ts';
import { Gateway, HTTPRoute } from '../../../../platform/cluster/kinds/gateway-api.ts';
import { AuthorizationPolicy } from '../../../../platform/cluster/kinds/istio-security.ts';
import { policyProblems, uncoveredRoutes } from '../../../../platform/cluster/policy-coverage.ts';
import { type AttachedPolicy, policiesOf } from '../../../../platform/cluster/policy-targets.ts';

const gateway = Gateway.schema.parse({
  metadata: { name: 'gw', namespace: 'ingress' },
  spec: { gatewayClassName: 'c', listeners: [] },
});
const route = (name: string) => HTTPRoute.schema.parse({ metadata: { name, namespace: 'apps' }, spec: {} });
const policy = (
  kind: string,
  name: string,
  namespace: string,
  change: Partial<AttachedPolicy> = {},
): AttachedPolicy => ({
  metadata: { name: 'p', namespace, generation: 3 },
  spec: { targetRef: { kind, name } },
  status: {
    conditions: ['Accepted', 'Enforced'].map((type) => ({ type, status: 'True' as const, observedGeneration: 3 })),
  },
  ...change,
});
const whole = policy('Gateway', 'gw', 'ingress');

test('a policy targets an object of its own namespace', () => {
  const routes = [route('a')];
  expect(policiesOf([whole, policy('HTTPRoute', 'a', 'apps')], gateway, routes)).toHaveLength(2);
  expect(policiesOf([policy('Gateway', 'gw', 'apps'), policy('HTTPRoute', 'b', 'apps')], gateway, routes)).toEqual([]);
});

test('a route is covered by its own policy or by one of the whole gateway', () => {
  const routes = [route('a'), route('b')];
  expect(uncoveredRoutes([whole], gateway, routes)).toEqual([]);
  expect(uncoveredRoutes([policy('HTTPRoute', 'a', 'apps')], gateway, routes)).toEqual(['apps/b']);
  const section = policy('Gateway', 'gw', 'ingress', {
    spec: { targetRef: { kind: 'Gateway', name: 'gw', sectionName: 'http' } },
  });
  expect(uncoveredRoutes([section], gateway, routes)).toHaveLength(2);
});

test('a policy must be accepted, enforced and current', () => {
  expect(policyProblems(whole)).toEqual([]);
  expect(policyProblems({ ...whole, metadata: { ...whole.metadata, generation: 4 } })).toHaveLength(2);
  expect(policyProblems({ ...whole, status: {} })).toHaveLength(2);
});

test('Istio’s policy must select the gateway and be able to refuse', () => {
  const pods = [{ metadata: { name: 'p', namespace: 'ingress', labels: { gw: 'gw' } } }];
  const istio = (spec: object) =>
    AuthorizationPolicy.schema.parse({ metadata: { name: 'a', namespace: 'ingress' }, spec });
  expect(selectsGateway(istio({ selector: { matchLabels: { gw: 'gw' } } }), gateway, pods)).toBe(true);
  expect(selectsGateway(istio({ selector: { matchLabels: { gw: 'other' } } }), gateway, pods)).toBe(false);
  expect(selectsGateway(istio({ targetRefs: [{ kind: 'Gateway', name: 'gw' }] }), gateway, [])).toBe(true);
  expect(openPolicy(istio({ action: 'CUSTOM', provider: { name: 'a' }, rules: [{}] }))).toBeUndefined();
  expect(openPolicy(istio({ action: 'CUSTOM', rules: [{}] }))).toContain('no provider');
  expect(openPolicy(istio({ rules: [{}] }))).toContain('allows every caller');
  expect(openPolicy(istio({ rules: [{ from: [] }] }))).toBeUndefined();
  expect(openPolicy(istio({}))).toBeUndefined();
  expect(openPolicy(istio({ action: 'AUDIT' }))).toContain('refuses nobody');
});
