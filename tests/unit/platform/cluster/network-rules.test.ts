import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { NetworkPolicyObject } from '../../../../platform/cluster/kinds/network-policy.ts';
import { blockedBy, type Connection, type NetworkPod } from '../../../../platform/cluster/network-rules.ts';

type Spec = NetworkPolicyObject['spec'];

const pod = (namespace: string, app: string, more: Partial<NetworkPod> = {}): NetworkPod => ({
  name: app,
  namespace,
  labels: { app },
  namespaceLabels: { 'kubernetes.io/metadata.name': namespace },
  ports: [{ name: 'http', number: 8080 }],
  ...more,
});
const policy = (namespace: string, spec: Spec): NetworkPolicyObject => ({ metadata: { name: 'p', namespace }, spec });
const connection = (more: Partial<Connection> = {}): Connection => ({
  from: pod('kuadrant-system', 'authorino'),
  to: pod('maas', 'api'),
  port: 8080,
  ...more,
});
const isOpen = (policies: NetworkPolicyObject[], more: Partial<Connection> = {}): boolean =>
  blockedBy(policies, connection(more)).length === 0;
const namespaceIs = (name: string) => ({ matchLabels: { 'kubernetes.io/metadata.name': name } });
const from = (...peers: NonNullable<NonNullable<Spec['ingress']>[number]['from']>): Spec => ({
  podSelector: {},
  policyTypes: ['Ingress'],
  ingress: [{ from: peers }],
});

test('a pod that no policy selects takes every connection; one that is selected takes what is allowed', () => {
  expect(isOpen([])).toBe(true);
  expect(isOpen([policy('maas', { podSelector: {} })])).toBe(false);
  expect(isOpen([policy('maas', { podSelector: { matchLabels: { app: 'other' } } })])).toBe(true);
  expect(isOpen([policy('maas', { podSelector: {}, ingress: [{}] })])).toBe(true);
  expect(isOpen([policy('maas', { podSelector: {}, policyTypes: ['Egress'] })])).toBe(true);
});

test('namespace and pod selector of one peer hold together; a pod selector alone is about the policy’s namespace', () => {
  const authorino = { matchLabels: { app: 'authorino' } };
  expect(isOpen([policy('maas', from({ namespaceSelector: namespaceIs('kuadrant-system') }))])).toBe(true);
  expect(isOpen([policy('maas', from({ namespaceSelector: namespaceIs('rh-connectivity-link') }))])).toBe(false);
  expect(isOpen([policy('maas', from({ podSelector: authorino }))])).toBe(false);
  expect(isOpen([policy('maas', from({ namespaceSelector: {}, podSelector: authorino }))])).toBe(true);
  expect(isOpen([policy('maas', from({ namespaceSelector: {}, podSelector: { matchLabels: { app: 'x' } } }))])).toBe(
    false,
  );
});

test('ports are numbers, ranges, or names of the target’s ports; another protocol is none', () => {
  const ports = (...list: NonNullable<NonNullable<Spec['ingress']>[number]['ports']>): NetworkPolicyObject[] => [
    policy('maas', { podSelector: {}, ingress: [{ ports: list }] }),
  ];
  expect(isOpen(ports({ port: 8080 }))).toBe(true);
  expect(isOpen(ports({ port: 8443 }))).toBe(false);
  expect(isOpen(ports({ port: 8000, endPort: 9000 }))).toBe(true);
  expect(isOpen(ports({ port: 'http' }))).toBe(true);
  expect(isOpen(ports({ port: 'https' }))).toBe(false);
  expect(isOpen(ports({ protocol: 'UDP', port: 8080 }))).toBe(false);
});

test('address blocks are about the peer’s address, without their exceptions', () => {
  const source = pod('kuadrant-system', 'authorino', { ip: '10.128.2.24' });
  const block = (except: string[] = []): NetworkPolicyObject[] => [
    policy('maas', from({ ipBlock: { cidr: '10.128.0.0/14', except } })),
  ];
  expect(isOpen(block(), { from: source })).toBe(true);
  expect(isOpen(block(['10.128.2.0/23']), { from: source })).toBe(false);
  expect(isOpen(block())).toBe(false);
});

test('what leaves a pod can be shut too', () => {
  const out = (spec: Partial<Spec>): NetworkPolicyObject[] => [
    policy('kuadrant-system', { podSelector: {}, policyTypes: ['Egress'], ...spec }),
  ];
  expect(isOpen(out({}))).toBe(false);
  expect(isOpen(out({ egress: [{ to: [{ namespaceSelector: namespaceIs('maas') }] }] }))).toBe(true);
  expect(isOpen(out({}), { from: pod('kuadrant-system', 'authorino', { hostNetwork: true }) })).toBe(true);
});

const label = fc.constantFrom('a', 'b', 'c');
const selector = fc.record({ matchLabels: fc.dictionary(fc.constantFrom('app'), label) });
const peer = fc.record({ podSelector: selector, namespaceSelector: selector }, { requiredKeys: [] });
const rule = fc.record(
  { from: fc.array(peer, { maxLength: 2 }), ports: fc.array(fc.record({ port: fc.integer({ min: 1, max: 3 }) })) },
  { requiredKeys: [] },
);
const anyPolicy = fc
  .record({
    namespace: fc.constantFrom('x', 'y'),
    podSelector: selector,
    policyTypes: fc.constantFrom<string[]>(['Ingress'], ['Ingress', 'Egress']),
    ingress: fc.array(rule, { maxLength: 3 }),
  })
  .map(({ namespace, ...spec }) => policy(namespace, { ...spec, egress: [{}] }));
const anyPod = fc
  .record({ namespace: fc.constantFrom('x', 'y'), app: label })
  .map(({ namespace, app }) => pod(namespace, app, { namespaceLabels: { app: namespace } }));
const anyConnection = fc.record({ from: anyPod, to: anyPod, port: fc.integer({ min: 1, max: 3 }) });
const policies = fc.array(anyPolicy, { maxLength: 5 });
const open = (all: NetworkPolicyObject[], one: Connection): boolean => blockedBy(all, one).length === 0;

test('the order of policies does not matter', () => {
  fc.assert(
    fc.property(policies, anyConnection, (all, one) => {
      expect(open(all.toReversed(), one)).toBe(open(all, one));
    }),
  );
});

test('another rule in a policy opens ways and shuts none', () => {
  fc.assert(
    fc.property(policies, rule, anyConnection, (all, more, one) => {
      const wider = all.map((each) => ({
        ...each,
        spec: { ...each.spec, ingress: [...(each.spec.ingress ?? []), more] },
      }));
      if (open(all, one)) expect(open(wider, one)).toBe(true);
    }),
  );
});

test('a policy of a namespace that has neither end changes nothing', () => {
  fc.assert(
    fc.property(policies, anyPolicy, anyConnection, (all, more, one) => {
      const elsewhere = { ...more, metadata: { name: 'p', namespace: 'z' } };
      expect(open([...all, elsewhere], one)).toBe(open(all, one));
    }),
  );
});

test('a policy that lets everything in opens every way into its namespace', () => {
  fc.assert(
    fc.property(policies, anyConnection, (all, one) => {
      const everything = policy(one.to.namespace, { podSelector: {}, policyTypes: ['Ingress'], ingress: [{}] });
      expect(open([...all, everything], one)).toBe(true);
    }),
  );
});

test('a way that is shut is shut by policies of one of its ends', () => {
  fc.assert(
    fc.property(policies, anyConnection, (all, one) => {
      for (const { metadata } of blockedBy(all, one)) {
        expect([one.from.namespace, one.to.namespace]).toContain(metadata.namespace);
      }
    }),
  );
});
