import { z } from 'zod';
import { Conditions, kindOf, Metadata, type ObjectOf } from './base.ts';

const Text = z.string().optional().catch(undefined);

/** A record that OpenShift's ingress operator keeps in the cluster's DNS zones: of a router, or of a Gateway's listener. */
export const DNSRecord = kindOf(
  'DNSRecord',
  'ingress.operator.openshift.io',
  'v1',
  z.looseObject({
    metadata: Metadata,
    spec: z.looseObject({
      /** Ends with a dot; may begin with `*.`. */
      dnsName: z.string(),
      recordType: Text,
      targets: z.array(z.string()).default([]),
      dnsManagementPolicy: Text,
    }),
    status: z
      .looseObject({
        zones: z
          .array(z.looseObject({ conditions: Conditions }))
          .optional()
          .catch(undefined),
      })
      .optional()
      .catch(undefined),
  }),
);
export type DNSRecordObject = ObjectOf<typeof DNSRecord>;
