import { z } from 'zod';
import { absentOr, anyKind, Conditions, Count, clusterScoped, kindOf, Metadata, type ObjectOf, Text } from './base.ts';
import { LabelSelector } from './monitoring.ts';

const GROUP = 'gateway.networking.k8s.io';

export const GatewayClass = anyKind('GatewayClass', GROUP, 'v1', { ...clusterScoped, plural: 'gatewayclasses' });

const Listener = z.looseObject({
  name: z.string(),
  hostname: Text,
  port: Count,
  protocol: Text,
  tls: z
    .looseObject({
      mode: Text,
      certificateRefs: z.array(z.looseObject({ kind: Text, name: z.string(), namespace: Text })).optional(),
    })
    .optional(),
  /** Whose routes may attach; the Gateway's own namespace's where nothing is said. */
  allowedRoutes: absentOr(
    z.looseObject({
      namespaces: absentOr(z.looseObject({ from: Text, selector: absentOr(LabelSelector) })),
    }),
  ),
});
export type Listener = z.infer<typeof Listener>;

export const Gateway = kindOf(
  'Gateway',
  GROUP,
  'v1',
  z.looseObject({
    metadata: Metadata,
    spec: z.looseObject({ gatewayClassName: z.string(), listeners: z.array(Listener) }),
    status: absentOr(
      z.looseObject({
        conditions: Conditions,
        addresses: absentOr(z.array(z.looseObject({ type: Text, value: z.string() }))),
        listeners: absentOr(
          z.array(z.looseObject({ name: z.string(), attachedRoutes: Count, conditions: Conditions })),
        ),
      }),
    ),
  }),
);
export type GatewayObject = ObjectOf<typeof Gateway>;

const Reference = z.looseObject({ group: Text, kind: Text, name: z.string(), namespace: Text, port: Count });
const Rule = z.looseObject({
  matches: z.array(z.looseObject({ path: z.looseObject({ type: Text, value: Text }).optional() })).optional(),
  filters: z.array(z.looseObject({ type: Text })).optional(),
  backendRefs: z.array(Reference).optional(),
});

export const HTTPRoute = kindOf(
  'HTTPRoute',
  GROUP,
  'v1',
  z.looseObject({
    metadata: Metadata,
    spec: z.looseObject({
      parentRefs: z
        .array(z.looseObject({ kind: Text, name: z.string(), namespace: Text, sectionName: Text, port: Count }))
        .optional(),
      hostnames: z.array(z.string()).optional(),
      rules: z.array(Rule).optional(),
    }),
    status: absentOr(z.record(z.string(), z.unknown())),
  }),
);
export type HTTPRouteObject = ObjectOf<typeof HTTPRoute>;

/** How a gateway talks to a Service by TLS, as the Gateway API says it. */
export const BackendTLSPolicy = kindOf(
  'BackendTLSPolicy',
  GROUP,
  'v1',
  z.looseObject({
    metadata: Metadata,
    spec: absentOr(
      z.looseObject({
        targetRefs: absentOr(z.array(z.looseObject({ kind: Text, name: z.string() }))),
      }),
    ),
  }),
  { plural: 'backendtlspolicies' },
);
export type BackendTLSPolicyObject = ObjectOf<typeof BackendTLSPolicy>;
