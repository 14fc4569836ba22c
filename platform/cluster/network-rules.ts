import { BlockList, isIP } from 'node:net';
import type { NetworkPolicyObject } from './kinds/network-policy.ts';
import { matchesLabels } from './label-selector.ts';

type Labels = Record<string, string>;

/** A pod as NetworkPolicies see it. */
export interface NetworkPod {
  name: string;
  namespace: string;
  labels: Labels;
  namespaceLabels: Labels;
  ip?: string;
  /** Its named ports: a policy may name one instead of a number. */
  ports: readonly { name?: string; number: number }[];
  /** It shares its node's network: no policy selects it. */
  hostNetwork?: boolean;
}

/** A TCP connection between pods, to a port of the second. */
export interface Connection {
  from: NetworkPod;
  to: NetworkPod;
  port: number;
}

type Spec = NetworkPolicyObject['spec'];
type Peer = NonNullable<NonNullable<Spec['ingress']>[number]['from']>[number];
type Port = NonNullable<NonNullable<Spec['ingress']>[number]['ports']>[number];
type Direction = 'ingress' | 'egress';

/** A policy that names no types is about what comes in, and about what goes out where it has a rule for that. */
const isAbout = ({ spec }: NetworkPolicyObject, direction: Direction): boolean => {
  const types = spec.policyTypes ?? ['Ingress', ...((spec.egress ?? []).length > 0 ? ['Egress'] : [])];
  return types.includes(direction === 'ingress' ? 'Ingress' : 'Egress');
};

/** The policies that shut a pod but for what they allow. Without any, everything is allowed. */
const isolating = (
  policies: readonly NetworkPolicyObject[],
  pod: NetworkPod,
  direction: Direction,
): NetworkPolicyObject[] =>
  pod.hostNetwork === true
    ? []
    : policies.filter(
        (policy) =>
          policy.metadata.namespace === pod.namespace &&
          isAbout(policy, direction) &&
          matchesLabels(policy.spec.podSelector ?? {}, pod.labels),
      );

function inBlock({ cidr, except = [] }: NonNullable<Peer['ipBlock']>, ip: string | undefined): boolean {
  if (ip === undefined) return false;
  const family = isIP(ip) === 6 ? 'ipv6' : 'ipv4';
  const contains = (range: string): boolean => {
    const [network = '', prefix = ''] = range.split('/');
    const bits = Number(prefix);
    const longest = family === 'ipv6' ? 128 : 32;
    if (isIP(network) !== isIP(ip) || !Number.isInteger(bits) || bits < 0 || bits > longest) return false;
    const list = new BlockList();
    list.addSubnet(network, bits, family);
    return list.check(ip, family);
  };
  return contains(cidr) && !except.some(contains);
}

/** Whether a peer of a rule means a pod. A pod selector alone is about the policy's own namespace. */
function means(peer: Peer, policy: NetworkPolicyObject, pod: NetworkPod): boolean {
  if (peer.ipBlock) return inBlock(peer.ipBlock, pod.ip);
  const { podSelector, namespaceSelector } = peer;
  if (!podSelector && !namespaceSelector) return false;
  const place = namespaceSelector
    ? matchesLabels(namespaceSelector, pod.namespaceLabels)
    : policy.metadata.namespace === pod.namespace;
  return place && matchesLabels(podSelector ?? {}, pod.labels);
}

function covers({ protocol = 'TCP', port, endPort }: Port, { to, port: number }: Connection): boolean {
  if (protocol !== 'TCP') return false;
  if (port === undefined) return true;
  if (typeof port === 'string') return to.ports.some((one) => one.name === port && one.number === number);
  return endPort === undefined ? port === number : port <= number && number <= endPort;
}

/** Whether one policy lets a connection through; rules without peers or ports are about all of them. */
function lets(policy: NetworkPolicyObject, connection: Connection, direction: Direction): boolean {
  const peer = direction === 'ingress' ? connection.from : connection.to;
  const rules =
    direction === 'ingress'
      ? (policy.spec.ingress ?? []).map(({ from, ports }) => ({ peers: from, ports }))
      : (policy.spec.egress ?? []).map(({ to, ports }) => ({ peers: to, ports }));
  return rules.some(
    ({ peers, ports }) =>
      (!peers || peers.length === 0 || peers.some((one) => means(one, policy, peer))) &&
      (!ports || ports.length === 0 || ports.some((one) => covers(one, connection))),
  );
}

/** Why a connection is shut: the policies that select a pod, and let it pass nowhere. Empty: it is open. */
export function blockedBy(policies: readonly NetworkPolicyObject[], connection: Connection): NetworkPolicyObject[] {
  const { from, to } = connection;
  const sides = [
    { selecting: isolating(policies, to, 'ingress'), direction: 'ingress' as const },
    { selecting: isolating(policies, from, 'egress'), direction: 'egress' as const },
  ];
  return sides.flatMap(({ selecting, direction }) =>
    selecting.some((policy) => lets(policy, connection, direction)) ? [] : selecting,
  );
}
