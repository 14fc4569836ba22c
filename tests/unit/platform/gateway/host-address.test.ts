import { expect, test } from 'vitest';
import { hostRecords } from '../../../../platform/cluster/dns-records.ts';
import { DNSRecord } from '../../../../platform/cluster/kinds/dns-record.ts';
import { hostAddress } from '../../../../platform/gateway/host-address.ts';
import type { Resolution, Resolve } from '../../../../platform/gateway/name-resolution.ts';

const HOST = 'maas.apps.example';
const record = (name: string, targets: string[], published: string | null = 'True') =>
  DNSRecord.schema.parse({
    metadata: { name: 'r', namespace: 'ingress' },
    spec: { dnsName: name, targets },
    status: {
      zones: published === null ? [] : [{ conditions: [{ type: 'Published', status: published, reason: 'Why' }] }],
    },
  });
const WILDCARD = record('*.apps.example.', ['router.elb.example']);
const dns =
  (answers: Record<string, Resolution>): Resolve =>
  async (host) =>
    answers[host] ?? { kind: 'unknown', reason: 'no DNS here' };
const NOBODY = dns({});

test('a published record of the host decides, without asking the DNS', async () => {
  const own = (target: string) => hostRecords([record('MAAS.apps.example.', [target]), WILDCARD], HOST);
  expect(await hostAddress(HOST, ['203.0.113.7'], own('203.0.113.7'), NOBODY)).toMatchObject({ kind: 'leads' });
  expect(await hostAddress(HOST, ['lb.example'], own('LB.example.'), NOBODY)).toMatchObject({ kind: 'leads' });
  expect(await hostAddress(HOST, ['203.0.113.7'], own('203.0.113.9'), NOBODY)).toMatchObject({ kind: 'problem' });
});

test('a record that no zone has counts for nothing, and is told', () => {
  const records = hostRecords([record('maas.apps.example.', ['203.0.113.7'], 'False')], HOST);
  expect(records).toEqual({ own: [], wildcard: [], unpublished: ['DNSRecord ingress/r: Published=False (Why)'] });
  expect(hostRecords([record('maas.apps.example.', ['203.0.113.7'], null)], HOST).unpublished).toHaveLength(1);
});

test('a wildcard covers one label', () => {
  expect(hostRecords([WILDCARD], HOST).wildcard).toEqual(['router.elb.example']);
  expect(hostRecords([WILDCARD], 'a.b.apps.example').wildcard).toEqual([]);
  expect(hostRecords([WILDCARD], 'apps.example').wildcard).toEqual([]);
});

test('without a record of its own, what the DNS answers decides', async () => {
  const answered = (addresses: string[]) => dns({ [HOST]: { kind: 'resolved', addresses } });
  const none = hostRecords([], HOST);
  expect(await hostAddress(HOST, ['203.0.113.7'], none, answered(['203.0.113.7']))).toMatchObject({ kind: 'leads' });
  expect(await hostAddress(HOST, ['203.0.113.7'], none, answered(['203.0.113.9']))).toMatchObject({
    kind: 'problem',
    problem: `${HOST} leads to 203.0.113.9, not to the gateway at 203.0.113.7 (FM-11)`,
  });
  expect(await hostAddress(HOST, ['203.0.113.7'], none, dns({ [HOST]: { kind: 'no-such-name' } }))).toMatchObject({
    kind: 'problem',
  });
  expect(await hostAddress(HOST, ['203.0.113.7'], none, NOBODY)).toEqual({
    kind: 'unknown',
    reason: `whether ${HOST} leads to the gateway is not known: no DNS here`,
  });
});

test('a load balancer that has a name is compared by what it resolves to', async () => {
  const both = dns({
    [HOST]: { kind: 'resolved', addresses: ['198.51.100.4'] },
    'lb.example': { kind: 'resolved', addresses: ['198.51.100.4', '198.51.100.5'] },
  });
  expect(await hostAddress(HOST, ['lb.example'], hostRecords([], HOST), both)).toMatchObject({ kind: 'leads' });
});

test('where no DNS answers, the router’s wildcard tells that the host leads elsewhere', async () => {
  const answer = await hostAddress(HOST, ['203.0.113.7'], hostRecords([WILDCARD], HOST), NOBODY);
  expect(answer).toMatchObject({ kind: 'problem', problem: expect.stringContaining('router’s wildcard') });
});
