import { X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { daysLeft, readCertificate, servedProblems, storedProblems } from '../../../../platform/gateway/certificate.ts';
import { issueCertificates } from '../../../../sandbox/certificates.ts';
import { objectStore } from '../../../../sandbox/kube/object-store.ts';

test('reads the first certificate of a chain: fingerprint, hosts, end', async () => {
  const certificates = await issueCertificates(objectStore([]), 'guide');
  const { cert } = await certificates.issue({ commonName: 'gw', altNames: ['gw.example', '*.apps.example'] });
  const read = readCertificate(cert);
  expect(read?.fingerprint256).toBe(new X509Certificate(cert).fingerprint256);
  expect(read?.validTo.getTime()).toBeGreaterThan(Date.now());
  expect(read?.covers('gw.example')).toBe(true);
  expect(read?.covers('maas.apps.example')).toBe(true);
  expect(read?.covers('a.b.apps.example')).toBe(false);
  expect(read?.covers('other.example')).toBe(false);
});

test('text without a certificate is none', () => {
  expect(readCertificate('')).toBeUndefined();
  expect(readCertificate('-----BEGIN CERTIFICATE-----\nnonsense\n-----END CERTIFICATE-----\n')).toBeUndefined();
});

const DAY_MS = 86_400_000;
const NOW = Date.parse('2026-11-20T12:00:00Z');
const valid = { validFrom: new Date(NOW - DAY_MS), validTo: new Date(NOW + 20 * DAY_MS) };
const served = (change: object) => ({
  protocol: 'TLSv1.3',
  authorized: true,
  subject: 'CN=gw',
  issuer: 'CN=ca',
  altNames: ['DNS:maas.apps.example', 'DNS:*.wild.example'],
  fingerprint256: 'AA',
  ...valid,
  ...change,
});
const stored = (change: object) => ({
  fingerprint256: 'AA',
  subject: 'CN=gw',
  issuer: 'CN=ca',
  covers: (host: string) => host === 'maas.apps.example',
  ...valid,
  ...change,
});

test('what is served must be for the host and valid now', () => {
  expect(servedProblems(served({}), 'maas.apps.example', NOW)).toEqual([]);
  expect(servedProblems(served({}), '*.wild.example', NOW)).toEqual([]);
  expect(servedProblems(served({}), 'other.apps.example', NOW)[0]).toContain('does not cover other.apps.example');
  expect(servedProblems(served({ altNames: [] }), 'maas.apps.example', NOW)).toHaveLength(1);
  expect(servedProblems(served({ validTo: new Date(NOW) }), 'maas.apps.example', NOW)[0]).toContain('ended on');
  expect(servedProblems(served({ validFrom: new Date(NOW + 1) }), 'maas.apps.example', NOW)[0]).toContain('begins');
});

test('what is stored must be for every host of the listeners', () => {
  expect(storedProblems('Secret a/b', stored({}), ['maas.apps.example'], NOW)).toEqual([]);
  expect(storedProblems('Secret a/b', stored({}), ['maas.apps.example', '*.x.example'], NOW)).toEqual([
    'the certificate in Secret a/b does not cover *.x.example (FM-09)',
  ]);
});

test('days left are whole days', () => {
  expect(daysLeft(valid, NOW)).toBe(20);
  expect(daysLeft(valid, NOW + 1)).toBe(19);
  expect(daysLeft({ validTo: new Date(NOW - 1) }, NOW)).toBe(-1);
});
