import {
  certificateSecrets,
  daysLeft,
  listenerFor,
  maasGateway,
  readCertificate,
  servedProblems,
  storedProblems,
} from '../../fixtures/gateway-api.ts';
import { check, core, demand, evidence, inconclusive, observe, test } from '../../fixtures/test.ts';

test(
  'the gateway serves the certificate of its listener',
  check({
    id: 'maas.certificate',
    requirement:
      'The gateway MUST serve a certificate that is valid and covers the promised host, and the Secret that the HTTPS listener names MUST exist and hold it with its key.',
    level: 'must',
    needs: ['cluster', 'gateway'],
    catches: [
      'gateway-serves-other-certificate',
      'certificate-secret-missing',
      'certificate-secret-other-host',
      'certificate-secret-without-key',
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
    const listener = listenerFor(object, gateway.url.hostname);
    demand(listener !== undefined, 'no listener speaks HTTPS');
    const { name, hostname: host } = listener;
    const [ref] = certificateSecrets(object, listener);
    demand(ref !== undefined, `listener ${name} names no TLS Secret`);
    if (host === undefined) inconclusive(`listener ${name} has no hostname that a certificate could be held against`);
    const served = await gateway.tls();
    evidence('certificate served', served);
    const now = Date.now();

    // What is served is judged first: it is known even where the Secret may not be read.
    const wrong = servedProblems(served, host, now);
    demand(wrong.length === 0, wrong.join('; '));
    const secret = await cluster.get(core.Secret, ref.name, ref.namespace);
    const place = `Secret ${ref.namespace}/${ref.name}`;
    const missing = ['tls.crt', 'tls.key'].filter((key) => !secret.keys.includes(key));
    demand(
      missing.length === 0,
      `${place} has no ${missing.join(' and ')} (its keys: ${secret.keys.join(', ') || 'none'})`,
    );
    const stored = readCertificate(secret.certificatePem ?? '');
    demand(stored !== undefined, `${place}: its tls.crt holds no certificate`);
    const problems = storedProblems(place, stored, [host], now);
    demand(problems.length === 0, problems.join('; '));
    demand(
      served.fingerprint256 === stored.fingerprint256,
      `the gateway serves another certificate (${served.subject}) than ${place} holds (${stored.subject})`,
    );

    const above =
      served.chain?.length === 0 ? 'self-signed or without its chain' : `chain ${served.chain?.join(' < ')}`;
    observe(`covers ${host}, ${daysLeft(stored, now)} days left, issued by ${served.issuer}, ${above}`);
  },
);
