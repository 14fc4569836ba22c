import { z } from 'zod';
import { kindOf, Metadata, type ObjectOf, wholeList } from './base.ts';

const Text = z.string().optional().catch(undefined);
const Tls = z.looseObject({ mode: Text }).optional().catch(undefined);

/** Istio's DestinationRule: how a proxy talks to a host, with or without TLS. Istio reports no conditions for it. */
export const DestinationRule = kindOf(
  'DestinationRule',
  'networking.istio.io',
  'v1beta1',
  z.looseObject({
    metadata: Metadata,
    spec: z
      .looseObject({
        host: Text,
        trafficPolicy: z
          .looseObject({
            tls: Tls,
            portLevelSettings: z
              .array(
                z.looseObject({
                  port: z.looseObject({ number: z.number().optional().catch(undefined) }).optional(),
                  tls: Tls,
                }),
              )
              .optional()
              .catch(undefined),
          })
          .optional()
          .catch(undefined),
      })
      .optional()
      .catch(undefined),
  }),
);
export type DestinationRuleObject = ObjectOf<typeof DestinationRule>;

/** Istio's VirtualService: where requests to hosts go, from gateways of the mesh or within it. */
export const VirtualService = kindOf(
  'VirtualService',
  'networking.istio.io',
  'v1beta1',
  z.looseObject({
    metadata: Metadata,
    spec: z
      .looseObject({
        gateways: z.array(z.string()).optional().catch(undefined),
        http: z
          .array(
            z.looseObject({
              route: z
                .array(z.looseObject({ destination: z.looseObject({ host: z.string() }) }))
                .optional()
                .catch(undefined),
            }),
          )
          .optional()
          .catch(undefined),
      })
      .optional()
      .catch(undefined),
  }),
);
export type VirtualServiceObject = ObjectOf<typeof VirtualService>;

const ClusterMatch = z.looseObject({ cluster: z.looseObject({ service: Text }).optional().catch(undefined) });
const Patch = z.looseObject({ operation: Text, value: z.record(z.string(), z.unknown()).optional().catch(undefined) });

/** Istio's EnvoyFilter: what is patched into the configuration of proxies. Istio reports no conditions for it. */
export const EnvoyFilter = kindOf(
  'EnvoyFilter',
  'networking.istio.io',
  'v1alpha3',
  z.looseObject({
    metadata: Metadata,
    spec: z
      .looseObject({
        // Without either it is for every proxy of its namespace: what cannot be read must not be taken for that.
        targetRefs: wholeList(z.looseObject({ kind: z.string(), name: z.string() })),
        workloadSelector: z.looseObject({ labels: z.record(z.string(), z.string()).optional() }).optional(),
        configPatches: z
          .array(
            z.looseObject({
              applyTo: Text,
              match: ClusterMatch.optional().catch(undefined),
              patch: Patch.optional().catch(undefined),
            }),
          )
          .optional()
          .catch(undefined),
      })
      .optional(),
  }),
);
export type EnvoyFilterObject = ObjectOf<typeof EnvoyFilter>;
