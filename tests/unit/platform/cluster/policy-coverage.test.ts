import { expect, test } from 'vitest';
import { openPolicy, selectsGateway } from '../../../../platform/cluster/istio-authorization.ts';
import { Gateway, HTTPRoute } from '../../../../platform/cluster/kinds/gateway-api.ts';
import { AuthorizationPolicy } from '../../../../platform/cluster/kinds/istio-security.ts';
import { policyProblems, uncoveredRoutes } from '../../../../platform/cluster/policy-coverage.ts';
import {
  type AttachedPolicy,
  misplacedPolicies,
  policiesOf,
  sharedTargets,
} from '../../../../platform/cluster/policy-targets.ts';

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
  // An empty list of sources is none in Istio, as if the field were not there.
  expect(openPolicy(istio({ rules: [{ from: [] }] }))).toContain('allows every caller');
  expect(openPolicy(istio({}))).toBeUndefined();
  expect(openPolicy(istio({ action: 'AUDIT' }))).toContain('refuses nobody');
});

const notFound = (policy: AttachedPolicy): AttachedPolicy => ({
  ...policy,
  status: {
    conditions: [
      { type: 'Accepted', status: 'False', reason: 'TargetNotFound', lastTransitionTime: '2026-11-02T08:17:30Z' },
    ],
  },
});

test('a policy that names the gateway or a route from another namespace is misplaced (FM-20)', () => {
  const elsewhere = notFound(policy('Gateway', 'gw', 'apps'));
  expect(misplacedPolicies([elsewhere], gateway, [])).toEqual([
    expect.stringContaining('apps/p targets Gateway gw of its own namespace, which is in ingress: Accepted=False'),
  ]);
  expect(misplacedPolicies([notFound(policy('HTTPRoute', 'a', 'ingress'))], gateway, [route('a')])).toHaveLength(1);
});

test('a policy in its place, of a namesake, or of something else, is not misplaced', () => {
  expect(misplacedPolicies([whole, notFound(whole)], gateway, [])).toEqual([]);
  expect(misplacedPolicies([policy('Gateway', 'gw', 'apps')], gateway, [])).toEqual([]);
  expect(misplacedPolicies([notFound(policy('Gateway', 'other', 'apps'))], gateway, [])).toEqual([]);
});

test('a target that is there and is not found tells of the past (FM-40), with its age', () => {
  const [accepted] = policyProblems(notFound(whole));
  expect(accepted).toContain('since 2026-11-02T08:17:30Z');
  expect(accepted).toContain('left from before');
});

test('of two policies on one target only one counts, unless they are merged (FM-58)', () => {
  const second = { ...whole, metadata: { ...whole.metadata, name: 'q' } };
  expect(sharedTargets([whole, second])).toEqual([
    'ingress/p and ingress/q have one target, Gateway ingress/gw: only one of them counts (FM-58)',
  ]);
  const section = { ...second, spec: { targetRef: { kind: 'Gateway', name: 'gw', sectionName: 'https' } } };
  expect(sharedTargets([whole, section, policy('HTTPRoute', 'a', 'apps')])).toEqual([]);
  const merged = (one: AttachedPolicy) => ({ ...one, spec: { ...one.spec, defaults: { strategy: 'merge' } } });
  expect(sharedTargets([merged(whole), merged(second)])).toEqual([]);
  expect(sharedTargets([whole, merged(second)])).toHaveLength(1);
});
