import { z } from 'zod';
import { kindOf, Metadata, type ObjectOf } from './base.ts';

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
