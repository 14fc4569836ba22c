import { z } from 'zod';
import { Conditions, kindOf, Metadata, type ObjectOf } from './base.ts';

const Text = z.string().optional().catch(undefined);
const Count = z.number().optional().catch(undefined);
const Status = z.looseObject({ conditions: Conditions, observedGeneration: Count }).optional().catch(undefined);

/** The policy engine as a whole: its operator makes Authorino and Limitador of it. */
export const Kuadrant = kindOf(
  'Kuadrant',
  'kuadrant.io',
  'v1beta1',
  z.looseObject({ metadata: Metadata, status: Status }),
);

/** What Kuadrant makes of an AuthPolicy, and Authorino reads: without any, no request is authenticated. */
export const AuthConfig = kindOf(
  'AuthConfig',
  'authorino.kuadrant.io',
  'v1beta3',
  z.looseObject({
    metadata: Metadata,
    status: z
      .looseObject({
        conditions: Conditions,
        summary: z
          .looseObject({ ready: z.boolean().optional().catch(undefined) })
          .optional()
          .catch(undefined),
      })
      .optional()
      .catch(undefined),
  }),
);

const Tls = z
  .looseObject({
    enabled: z.boolean().optional().catch(undefined),
    certSecretRef: z.looseObject({ name: Text }).optional().catch(undefined),
  })
  .optional()
  .catch(undefined);

/** The Authorino that the operator deploys. It has no field for environment variables. */
export const Authorino = kindOf(
  'Authorino',
  'operator.authorino.kuadrant.io',
  'v1beta1',
  z.looseObject({
    metadata: Metadata,
    spec: z
      .looseObject({ listener: z.looseObject({ tls: Tls }).optional().catch(undefined) })
      .optional()
      .catch(undefined),
    status: Status,
  }),
);
export type AuthorinoObject = ObjectOf<typeof Authorino>;

/** The Limitador that the operator deploys: without `storage` it counts in memory. */
export const Limitador = kindOf(
  'Limitador',
  'limitador.kuadrant.io',
  'v1alpha1',
  z.looseObject({
    metadata: Metadata,
    spec: z
      .looseObject({ replicas: Count, storage: z.record(z.string(), z.unknown()).optional().catch(undefined) })
      .optional()
      .catch(undefined),
    status: Status,
  }),
);
export type LimitadorObject = ObjectOf<typeof Limitador>;
