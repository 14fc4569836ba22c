import { daysLeft } from '../../fixtures/gateway-api.ts';
import { check, demand, observe, test } from '../../fixtures/test.ts';

/** Time enough for whoever renews by hand. cert-manager renews at two thirds of a certificate's life. */
const RENEWED_DAYS_BEFORE = 14;

test(
  'the gateway’s certificate is renewed in time',
  check({
    id: 'maas.certificate-renewal',
    requirement: 'The certificate that the gateway serves SHOULD be valid for more than 14 days.',
    level: 'should',
    needs: ['gateway'],
    catches: ['certificate-ends-soon', 'certificate-expired'],
    dependsOn: ['maas.certificate'],
    remedy:
      'oc get certificate -A: expect READY True and a renewal to come; else replace the Secret that the HTTPS listener names before the certificate ends',
    guide: 'post-deployment#tls-configuration',
  }),
  async ({ gateway }) => {
    const served = await gateway.tls();

    const days = daysLeft(served, Date.now());

    const end = served.validTo.toISOString();
    const when = days < 0 ? `ended on ${end}` : `ends on ${end}, in ${days} days`;
    demand(days > RENEWED_DAYS_BEFORE, `the certificate of ${served.subject} ${when}`);
    observe(`${days} days left, until ${end}`);
  },
);
