import { type CertificateRequest, type KeyPair, replaceGatewayCertificate } from '../certificates.ts';
import type { World } from '../world.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** What is different about a wrong certificate. */
function wrong(world: World): Partial<CertificateRequest> | undefined {
  switch (world.behaviour.gateway.certificate) {
    case 'valid':
      return undefined;
    case 'expired':
      return { notBefore: new Date(Date.now() - 90 * DAY_MS), notAfter: new Date(Date.now() - DAY_MS) };
    case 'ends-soon':
      return { notBefore: new Date(Date.now() - 83 * DAY_MS), notAfter: new Date(Date.now() + 7 * DAY_MS) };
    case 'other-host':
      return { altNames: ['console.apps.sandbox.example'] };
    case 'unknown-issuer':
      return { selfSigned: true };
  }
}

/** The certificate that the gateway serves; a wrong one is put into the listener's Secret, too. */
export async function servedCertificate(world: World): Promise<KeyPair> {
  const difference = wrong(world);
  if (difference !== undefined) {
    const pair = await world.certificates.issue({ ...world.certificates.gatewayRequest, ...difference });
    replaceGatewayCertificate(world, pair);
  }
  return world.certificates.gateway;
}
