import { readCondition } from './conditions.ts';
import type { DNSRecordObject } from './kinds/dns-record.ts';

/** A DNS name, or address, as names are compared: lower case, without the root's dot. */
export const dnsName = (text: string): string => text.toLowerCase().replace(/\.$/, '');

/** Whether a record is about a host: by its name, or as the wildcard one label above. */
function concerns(record: DNSRecordObject, host: string, wildcard: boolean): boolean {
  const name = dnsName(record.spec.dnsName);
  return wildcard ? name === `*.${dnsName(host).split('.').slice(1).join('.')}` : name === dnsName(host);
}

/** Whether a DNS zone has the record: one that no provider has published says nothing about what resolves. */
const isPublished = (record: DNSRecordObject): boolean =>
  (record.status?.zones ?? []).some((zone) => readCondition({ status: zone }, 'Published').holds);

/** What the cluster's own DNS records say about a host. */
export interface HostRecords {
  /** Published targets of the records of the host itself; empty where it has none. */
  own: string[];
  /** Published targets of a wildcard that covers it: what it resolves to where it has no record of its own. */
  wildcard: string[];
  /** Why records of the host itself are in no zone. */
  unpublished: string[];
}

/** Reads what the records say about a host. */
export function hostRecords(records: readonly DNSRecordObject[], host: string): HostRecords {
  const targets = (wildcard: boolean): string[] =>
    records
      .filter((record) => concerns(record, host, wildcard) && isPublished(record))
      .flatMap((record) => record.spec.targets.map(dnsName));
  const unpublished = records
    .filter((record) => concerns(record, host, false) && !isPublished(record))
    .map(({ metadata, status }) => {
      const zones = (status?.zones ?? []).map((zone) => readCondition({ status: zone }, 'Published').text);
      return `DNSRecord ${metadata.namespace}/${metadata.name}: ${zones.join(', ') || 'no zone has it'}`;
    });
  return { own: targets(false), wildcard: targets(true), unpublished };
}
