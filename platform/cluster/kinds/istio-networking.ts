import { z } from 'zod';
import { absentOr, Count, kindOf, listOf, Metadata, type ObjectOf, Text } from './base.ts';

const Tls = absentOr(z.looseObject({ mode: Text }));

/** Istio's DestinationRule: how a proxy talks to a host, with or without TLS. Istio reports no conditions for it. */
export const DestinationRule = kindOf(
  'DestinationRule',
  'networking.istio.io',
  'v1beta1',
  z.looseObject({
    metadata: Metadata,
    spec: absentOr(
      z.looseObject({
        host: Text,
        trafficPolicy: absentOr(
          z.looseObject({
            tls: Tls,
            portLevelSettings: absentOr(
              z.array(
                z.looseObject({
                  port: z.looseObject({ number: Count }).optional(),
                  tls: Tls,
                }),
              ),
            ),
          }),
        ),
      }),
    ),
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
    spec: absentOr(
      z.looseObject({
        gateways: absentOr(z.array(z.string())),
        http: absentOr(
          z.array(
            z.looseObject({
              route: absentOr(z.array(z.looseObject({ destination: z.looseObject({ host: z.string() }) }))),
            }),
          ),
        ),
      }),
    ),
  }),
);
export type VirtualServiceObject = ObjectOf<typeof VirtualService>;

const ClusterMatch = z.looseObject({ cluster: absentOr(z.looseObject({ service: Text })) });
const Patch = z.looseObject({ operation: Text, value: absentOr(z.record(z.string(), z.unknown())) });

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
        targetRefs: listOf(z.looseObject({ kind: z.string(), name: z.string() })),
        workloadSelector: z.looseObject({ labels: z.record(z.string(), z.string()).optional() }).optional(),
        configPatches: absentOr(
          z.array(
            z.looseObject({
              applyTo: Text,
              match: absentOr(ClusterMatch),
              patch: absentOr(Patch),
            }),
          ),
        ),
      })
      .optional(),
  }),
);
export type EnvoyFilterObject = ObjectOf<typeof EnvoyFilter>;
