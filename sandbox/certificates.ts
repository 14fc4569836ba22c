import { type CertificateRequest, certificateAuthority, type KeyPair } from './certificate-authority.ts';
import type { KubeObject, ObjectStore } from './object.ts';
import type { InstallationName, World } from './world.ts';

export type { CertificateRequest, KeyPair } from './certificate-authority.ts';

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

const DOMAIN = 'apps.sandbox.example';

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
  const { pem, issue } = await certificateAuthority();
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
