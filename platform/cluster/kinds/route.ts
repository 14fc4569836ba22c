import { z } from 'zod';
import { absentOr, Conditions, kindOf, Metadata, Text } from './base.ts';

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
      alternateBackends: absentOr(z.array(z.looseObject({ name: z.string() }))),
      tls: absentOr(z.looseObject({ termination: Text })),
    }),
    status: absentOr(
      z.looseObject({
        ingress: absentOr(z.array(z.looseObject({ host: Text, routerName: Text, conditions: Conditions }))),
      }),
    ),
  }),
);
