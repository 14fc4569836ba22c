import 'reflect-metadata';
import { randomBytes, type webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import * as x509 from '@peculiar/x509';
import type { KubeObject, ObjectStore } from './object.ts';
import type { InstallationName, World } from './world.ts';

/** A certificate (with its chain) and its private key, in PEM. */
export interface KeyPair {
  cert: string;
  key: string;
}

export interface CertificateRequest {
  commonName: string;
  /** DNS names and IP addresses. */
  altNames: string[];
  notBefore?: Date;
  notAfter?: Date;
  /** true: signed by its own key instead of the sandbox's CA. */
  selfSigned?: boolean;
}

export interface Certificates {
  /** The CA that clients trust. */
  ca: string;
  gateway: KeyPair;
  kube: KeyPair;
  /** What the gateway's certificate was issued for; a fault changes one thing of it. */
  gatewayRequest: CertificateRequest;
  /** Issues another certificate of the same CA. */
  issue(request: CertificateRequest): Promise<KeyPair>;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const VALID_DAYS = 90;
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DOMAIN = 'apps.sandbox.example';

const serialNumber = (): string => `01${randomBytes(15).toString('hex')}`;
const keyPair = (): Promise<webcrypto.CryptoKeyPair> => crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
const privatePem = async (key: webcrypto.CryptoKey): Promise<string> =>
  x509.PemConverter.encode(await crypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY');

async function authority() {
  const keys = await keyPair();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: 'CN=maas-verify sandbox CA',
    notBefore: new Date(Date.now() - DAY_MS),
    notAfter: new Date(Date.now() + VALID_DAYS * DAY_MS),
    keys,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  const pem = certificate.toString('pem');
  const issue = async (request: CertificateRequest): Promise<KeyPair> => {
    const own = await keyPair();
    const issued = await x509.X509CertificateGenerator.create({
      serialNumber: serialNumber(),
      subject: `CN=${request.commonName}`,
      issuer: request.selfSigned ? `CN=${request.commonName}` : certificate.subject,
      notBefore: request.notBefore ?? new Date(Date.now() - DAY_MS),
      notAfter: request.notAfter ?? new Date(Date.now() + VALID_DAYS * DAY_MS),
      publicKey: own.publicKey,
      signingKey: request.selfSigned ? own.privateKey : keys.privateKey,
      signingAlgorithm: ALGORITHM,
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
        new x509.SubjectAlternativeNameExtension(
          request.altNames.map((value) => ({ type: isIP(value) === 0 ? 'dns' : 'ip', value })),
        ),
      ],
    });
    const certificatePem = issued.toString('pem');
    return {
      cert: request.selfSigned ? certificatePem : `${certificatePem}\n${pem}\n`,
      key: await privatePem(own.privateKey),
    };
  };
  return { pem, issue };
}

const gatewayObjects = (objects: ObjectStore): KubeObject[] =>
  objects.all('Gateway').filter((gateway) => gateway.apiVersion.startsWith('gateway.networking.k8s.io/'));

function gatewayHosts(objects: ObjectStore): string[] {
  const listeners = gatewayObjects(objects).flatMap((gateway) => gateway['spec']?.listeners ?? []);
  const routes = objects.all('Route').map((route) => route['spec']?.host);
  return [...listeners.map((listener) => listener.hostname), ...routes].filter((host) => typeof host === 'string');
}

/** Names and namespaces of the Secrets that the Gateways' listeners take their certificates from. */
function certificateSecrets(objects: ObjectStore): { name: string; namespace: string }[] {
  return gatewayObjects(objects).flatMap((gateway) =>
    (gateway['spec']?.listeners ?? []).flatMap(
      (listener: { tls?: { certificateRefs?: { name: string; namespace?: string; kind?: string }[] } }) =>
        (listener.tls?.certificateRefs ?? [])
          .filter((ref) => (ref.kind ?? 'Secret') === 'Secret')
          .map((ref) => ({ name: ref.name, namespace: ref.namespace ?? gateway.metadata.namespace ?? 'default' })),
    ),
  );
}

function writeSecret(objects: ObjectStore, place: { name: string; namespace: string }, pair: KeyPair): void {
  const data = {
    'tls.crt': Buffer.from(pair.cert).toString('base64'),
    'tls.key': Buffer.from(pair.key).toString('base64'),
  };
  const existing = objects.find({ kind: 'Secret', ...place });
  objects.put({
    ...existing,
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { ...existing?.metadata, ...place },
    type: 'kubernetes.io/tls',
    data,
  });
}

/**
 * The sandbox's own CA and the certificates of its servers. Fills the TLS Secrets that the Gateways' listeners name:
 * the files of an installation hold no Secret values.
 */
export async function issueCertificates(objects: ObjectStore, installation: InstallationName): Promise<Certificates> {
  const { pem, issue } = await authority();
  const altNames = ['localhost', '127.0.0.1', `*.${DOMAIN}`, ...gatewayHosts(objects)];
  const gatewayRequest = { commonName: `maas-default-gateway (${installation})`, altNames: [...new Set(altNames)] };
  const gateway = await issue(gatewayRequest);
  const kube = await issue({
    commonName: 'kubernetes',
    altNames: ['localhost', '127.0.0.1', 'kubernetes.default.svc'],
  });
  for (const secret of certificateSecrets(objects)) {
    if (objects.find({ kind: 'Secret', ...secret })?.['data']?.['tls.crt'] === undefined)
      writeSecret(objects, secret, gateway);
  }
  return { ca: pem, gateway, kube, gatewayRequest, issue };
}

/** Gives the gateway another certificate, at its port and in its Secrets alike. */
export function replaceGatewayCertificate(world: World, pair: KeyPair): void {
  world.certificates.gateway = pair;
  for (const secret of certificateSecrets(world.objects)) writeSecret(world.objects, secret, pair);
}
