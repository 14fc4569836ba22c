import { z } from 'zod';
import { kindOf, Metadata, type ObjectOf } from './base.ts';
import { LabelSelector } from './monitoring.ts';

// Strict where a misread field would turn a closed way into an open one: what does not parse is named, not dropped.
const Port = z.looseObject({
  protocol: z.string().optional(),
  port: z.union([z.number(), z.string()]).optional(),
  endPort: z.number().optional(),
});
const Peer = z.looseObject({
  podSelector: LabelSelector.nullish(),
  namespaceSelector: LabelSelector.nullish(),
  ipBlock: z.looseObject({ cidr: z.string(), except: z.array(z.string()).optional() }).nullish(),
});
const Ports = z.array(Port).nullish();
const Peers = z.array(Peer).nullish();

/** Which connections pods accept and open. Pods that no policy selects accept and open all. */
export const NetworkPolicy = kindOf(
  'NetworkPolicy',
  'networking.k8s.io',
  'v1',
  z.looseObject({
    metadata: Metadata,
    spec: z.looseObject({
      podSelector: LabelSelector.nullish(),
      policyTypes: z.array(z.string()).optional(),
      ingress: z.array(z.looseObject({ from: Peers, ports: Ports })).nullish(),
      egress: z.array(z.looseObject({ to: Peers, ports: Ports })).nullish(),
    }),
  }),
);
export type NetworkPolicyObject = ObjectOf<typeof NetworkPolicy>;
