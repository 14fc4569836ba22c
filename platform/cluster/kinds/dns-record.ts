import { z } from 'zod';
import { absentOr, Conditions, kindOf, Metadata, type ObjectOf, Text } from './base.ts';

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
    status: absentOr(
      z.looseObject({
        zones: absentOr(z.array(z.looseObject({ conditions: Conditions }))),
      }),
    ),
  }),
);
export type DNSRecordObject = ObjectOf<typeof DNSRecord>;
