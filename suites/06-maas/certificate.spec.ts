import { certificateSecrets, httpsListeners, maasGateway, readCertificate } from '../../fixtures/gateway-api.ts';
import { check, core, demand, inconclusive, observe, test } from '../../fixtures/test.ts';

const DAY_MS = 86_400_000;

test(
  'the gateway serves the certificate of its listener',
  check({
    id: 'maas.certificate',
    requirement:
      'The Secret of the HTTPS listener MUST exist, cover the promised host and be valid, and the gateway MUST serve that certificate.',
    level: 'must',
    needs: ['cluster', 'gateway'],
    catches: [
      'gateway-serves-other-certificate',
      'certificate-secret-missing',
      'certificate-secret-other-host',
      'certificate-expired',
      'certificate-other-host',
    ],
    dependsOn: ['maas.gateway-listeners', 'maas.gateway-programmed'],
    remedy:
      'oc get gateway -A -o jsonpath={..certificateRefs}: create that TLS Secret beside the Gateway with a certificate for the gateway’s host; the listener reloads it',
    guide: 'post-deployment#tls-configuration',
  }),
  async ({ cluster, gateway, layout }) => {
    const object = await maasGateway(cluster, layout);
    const [ref] = certificateSecrets(object);
    demand(ref !== undefined, 'no HTTPS listener names a TLS Secret');
    const secret = await cluster.get(core.Secret, ref.name, ref.namespace);
    const place = `Secret ${ref.namespace}/${ref.name}`;
    demand(
      secret.certificatePem !== undefined,
      `${place} has no tls.crt (its keys: ${secret.keys.join(', ') || 'none'})`,
    );
    const stored = readCertificate(secret.certificatePem);
    demand(stored !== undefined, `${place}: its tls.crt holds no certificate`);

    const served = await gateway.tls();

    const now = await cluster.now();
    const daysLeft = Math.floor((stored.validTo.getTime() - now) / DAY_MS);
    const hosts = httpsListeners(object).flatMap(({ hostname }) => hostname ?? []);
    if (hosts.length === 0) inconclusive('no HTTPS listener has a hostname that the certificate could be held against');
    const uncovered = hosts.filter((host) => !stored.covers(host.replace(/^\*\./, 'any.')));
    demand(uncovered.length === 0, `the certificate does not cover ${uncovered.join(', ')} (FM-09)`);
    demand(stored.validTo.getTime() > now, `the certificate ended on ${stored.validTo.toISOString()}`);
    demand(
      served.fingerprint256 === stored.fingerprint256,
      `the gateway serves another certificate (${served.subject}) than ${place} holds (${stored.subject})`,
    );
    observe(`covers ${hosts.join(', ')}, ${daysLeft} days left, issued by ${served.issuer}`);
  },
);
