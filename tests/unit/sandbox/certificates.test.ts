import { X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { issueCertificates } from '../../../sandbox/certificates.ts';
import { objectStore } from '../../../sandbox/kube/object-store.ts';

const gateway = {
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'Gateway',
  metadata: { name: 'g', namespace: 'n' },
  spec: {
    listeners: [{ name: 'https', hostname: 'maas.example', tls: { certificateRefs: [{ name: 'g-tls' }] } }],
  },
};

test('the gateway’s certificate is of the sandbox’s CA and for its hosts', async () => {
  const certificates = await issueCertificates(objectStore([structuredClone(gateway)]), 'guide');
  const ca = new X509Certificate(certificates.ca);
  const leaf = new X509Certificate(certificates.gateway.cert);
  expect(leaf.checkIssued(ca) && leaf.verify(ca.publicKey)).toBe(true);
  expect(leaf.checkHost('maas.example')).toBe('maas.example');
  expect(leaf.checkHost('any.apps.sandbox.example')).toBe('*.apps.sandbox.example');
  expect(leaf.checkIP('127.0.0.1')).toBe('127.0.0.1');
  expect(leaf.checkHost('other.example')).toBeUndefined();
});

test('the Secret that the Gateway’s listener names holds the same certificate, and one that exists is kept', async () => {
  const store = objectStore([structuredClone(gateway)]);
  const certificates = await issueCertificates(store, 'guide');
  const secret = store.find({ kind: 'Secret', name: 'g-tls', namespace: 'n' });
  expect(secret?.['type']).toBe('kubernetes.io/tls');
  expect(Buffer.from(secret?.['data']['tls.crt'], 'base64').toString()).toBe(certificates.gateway.cert);

  await issueCertificates(store, 'guide');
  expect(store.find({ kind: 'Secret', name: 'g-tls', namespace: 'n' })?.['data']).toEqual(secret?.['data']);
});

test('other certificates are issued for faults: expired, of another host, self-signed', async () => {
  const { ca, gatewayRequest, issue } = await issueCertificates(objectStore(), 'guide');
  const expired = await issue({ ...gatewayRequest, notBefore: new Date(0), notAfter: new Date(1_000_000) });
  const own = await issue({ ...gatewayRequest, altNames: ['other.example'], selfSigned: true });
  expect(new X509Certificate(expired.cert).validToDate.getTime()).toBeLessThan(Date.now());
  expect(new X509Certificate(own.cert).verify(new X509Certificate(ca).publicKey)).toBe(false);
  expect(new X509Certificate(own.cert).subjectAltName).toBe('DNS:other.example');
});
