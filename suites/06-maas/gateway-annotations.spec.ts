import { maasGateway } from '../../fixtures/gateway-api.ts';
import { check, demand, observe, test } from '../../fixtures/test.ts';

test(
  'the gateway keeps its own policies',
  check({
    id: 'maas.gateway-annotations',
    requirement:
      'The MaaS Gateway MUST carry the annotations by which the release keeps the model controller from replacing its AuthPolicies and has TLS to Authorino set up.',
    level: 'must',
    needs: ['cluster'],
    catches: ['gateway-managed-by-operator', 'gateway-without-tls-bootstrap'],
    dependsOn: ['maas.gateway-programmed'],
    remedy:
      'oc annotate gateway maas-default-gateway -n openshift-ingress opendatahub.io/managed=false security.opendatahub.io/authorino-tls-bootstrap=true --overwrite: expect no AuthPolicy of the model controller on its routes afterwards (FM-13)',
    guide: 'release#gateway',
  }),
  async ({ cluster, layout }) => {
    const { metadata } = await maasGateway(cluster, layout);
    const wanted = Object.entries(layout.gateway.annotations);

    const seen = (key: string): string => metadata.annotations?.[key] ?? 'not set';
    const wrong = wanted.filter(([key, value]) => seen(key) !== value);

    demand(
      wrong.length === 0,
      wrong.map(([key, value]) => `${key} must be "${value}", and is ${seen(key)} (FM-13)`).join('; '),
    );
    observe(wanted.map(([key, value]) => `${key}=${value}`).join(', '));
  },
);
