import { check, demand, evidence, inconclusive, observe, test } from '../../fixtures/test.ts';

test(
  'the gateway’s certificate is valid for its host',
  check({
    id: 'auth.tls-valid',
    requirement: 'The gateway MUST serve a certificate that is in date, names its host and chains to a trusted CA.',
    level: 'must',
    needs: ['gateway'],
    catches: ['certificate-expired', 'certificate-other-host', 'certificate-unknown-issuer'],
    dependsOn: ['maas.certificate'],
    remedy:
      'give the signing CA with --ca; else renew the listener’s Secret (oc get gateway -A -o yaml, certificateRefs) for the gateway’s host',
    guide: 'post-deployment#tls',
  }),
  async ({ gateway }) => {
    if (gateway.url.protocol !== 'https:')
      inconclusive(`${gateway.url.origin} is no https URL: give the gateway’s https URL`);

    const { authorized, authorizationError, ...seen } = await gateway.tls();

    evidence('certificate', { ...seen, authorized, authorizationError });
    demand(
      seen.validTo.getTime() > Date.now(),
      `the certificate of ${seen.subject} expired on ${seen.validTo.toISOString()}`,
    );
    demand(
      seen.validFrom.getTime() <= Date.now(),
      `the certificate is valid only from ${seen.validFrom.toISOString()}`,
    );
    demand(
      authorized,
      `the certificate is not trusted for ${gateway.url.hostname}: ${authorizationError ?? 'unknown reason'}; issuer ${seen.issuer}, names ${seen.altNames.join(', ')}`,
    );
    observe(
      `${seen.protocol}, names ${seen.altNames.join(', ')}, issuer ${seen.issuer}, valid until ${seen.validTo.toISOString()}`,
    );
  },
);
