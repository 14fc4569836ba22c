import { z } from 'zod';
import { Conditions, kindOf, Metadata } from './base.ts';

const Text = z.string().optional().catch(undefined);

/** An OpenShift Route: a host of the router that leads to a Service. */
export const Route = kindOf(
  'Route',
  'route.openshift.io',
  'v1',
  z.looseObject({
    metadata: Metadata,
    spec: z.looseObject({
      host: Text,
      to: z.looseObject({ kind: Text, name: z.string() }),
      alternateBackends: z
        .array(z.looseObject({ name: z.string() }))
        .optional()
        .catch(undefined),
      tls: z.looseObject({ termination: Text }).optional().catch(undefined),
    }),
    status: z
      .looseObject({
        ingress: z
          .array(z.looseObject({ host: Text, routerName: Text, conditions: Conditions }))
          .optional()
          .catch(undefined),
      })
      .optional()
      .catch(undefined),
  }),
);
