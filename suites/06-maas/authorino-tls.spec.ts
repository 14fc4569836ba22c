import { maasGateway } from '../../fixtures/gateway-api.ts';
import {
  authorinoEnvironment,
  authorinoResources,
  authorinoTls,
  authPoliciesIn,
  tierLookups,
} from '../../fixtures/policy-engine.ts';
import { check, demand, notApplicable, observe, test } from '../../fixtures/test.ts';

test(
  'Authorino is prepared for TLS',
  check({
    id: 'maas.authorino-tls',
    requirement:
      'Authorino MUST listen with TLS where the gateway speaks TLS with it, and MUST trust the cluster’s service CA where it asks maas-api by https.',
    level: 'must',
    needs: ['cluster'],
    catches: ['authorino-listens-plain', 'authorino-without-ca'],
    dependsOn: ['maas.authorino-resource', 'maas.authorino-ready', 'maas.gateway-programmed'],
    remedy:
      'run configure-authorino-tls.sh of the release, then oc get authorino authorino -n kuadrant-system -o yaml: expect listener.tls enabled with a certificate; oc set env deployment/authorino -n kuadrant-system --list: expect SSL_CERT_FILE, also some minutes later: the operator may take it back (FM-16)',
    guide: 'release#policy-engine',
  }),
  async ({ cluster, layout }) => {
    const gateway = await maasGateway(cluster, layout);
    const [authorino] = await authorinoResources(cluster, layout);
    demand(authorino !== undefined, 'there is no Authorino resource that could listen with TLS (FM-15)');
    const environment = await authorinoEnvironment(cluster, layout);
    demand(environment !== undefined, 'Authorino’s Deployment does not exist');
    const policies = await authPoliciesIn(cluster, [layout.namespaces.gateway]);
    const lookups = tierLookups(policies).map(({ url }) => url);
    const gatewayAnnotations = gateway.metadata.annotations ?? {};

    const { applies, problems } = authorinoTls({ gatewayAnnotations, lookups, authorino, environment });

    if (!applies) notApplicable('the gateway and maas-api speak plain HTTP with Authorino');
    demand(problems.length === 0, problems.join('; '));
    observe(
      `Authorino listens with the certificate of Secret ${authorino.spec?.listener?.tls?.certSecretRef?.name}; it asks ${lookups.join(', ') || 'nobody'}`,
    );
  },
);
