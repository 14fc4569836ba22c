import { z } from 'zod';
import { absentOr, Conditions, Count, Flag, kindOf, Metadata, type ObjectOf, Text } from './base.ts';

const Status = absentOr(z.looseObject({ conditions: Conditions, observedGeneration: Count }));

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
    status: absentOr(
      z.looseObject({
        conditions: Conditions,
        summary: absentOr(z.looseObject({ ready: Flag })),
      }),
    ),
  }),
);

const Tls = absentOr(
  z.looseObject({
    enabled: Flag,
    certSecretRef: absentOr(z.looseObject({ name: Text })),
  }),
);

/** The Authorino that the operator deploys. It has no field for environment variables. */
export const Authorino = kindOf(
  'Authorino',
  'operator.authorino.kuadrant.io',
  'v1beta1',
  z.looseObject({
    metadata: Metadata,
    spec: absentOr(z.looseObject({ listener: absentOr(z.looseObject({ tls: Tls })) })),
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
    spec: absentOr(z.looseObject({ replicas: Count, storage: absentOr(z.record(z.string(), z.unknown())) })),
    status: Status,
  }),
);
export type LimitadorObject = ObjectOf<typeof Limitador>;
