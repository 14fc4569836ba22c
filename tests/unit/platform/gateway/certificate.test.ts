import { X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { readCertificate } from '../../../../platform/gateway/certificate.ts';
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
