import { controllersReport } from '../../fixtures/policy-engine.ts';
import { check, demand, inconclusive, observe, test } from '../../fixtures/test.ts';

test(
  'the policy engine’s operator knows the gateway’s controller',
  check({
    id: 'operators.kuadrant-gateway-controllers',
    requirement:
      'The operator of the policy engine MUST be told of the controller of the gateway’s GatewayClass: else it enforces no policy on it, while accepting all.',
    level: 'must',
    needs: ['cluster'],
    catches: ['gateway-controllers-reset', 'kuadrant-misses-controller'],
    dependsOn: ['operators.connectivity-link'],
    remedy:
      'oc set env deployment/kuadrant-operator-controller-manager -n kuadrant-system --list: expect ISTIO_GATEWAY_CONTROLLER_NAMES with openshift.io/gateway-controller/v1; set it in spec.config.env of the Subscription, and restart the pod',
    guide: 'release#policy-engine',
  }),
  async ({ cluster, layout }) => {
    const report = await controllersReport(cluster, layout);
    if (report === undefined)
      inconclusive('the Deployment of Kuadrant’s operator does not exist (operators.controllers-ready)');

    const { operator, wanted, known, isSet } = report;
    const told = `operator ${operator.place} knows ${known.join(', ')}${isSet ? '' : ' (ISTIO_GATEWAY_CONTROLLER_NAMES is not set)'}`;

    demand(known.includes(wanted), `${told}, and not the gateway’s ${wanted} (FM-02)`);
    const lost =
      operator.isKept('ISTIO_GATEWAY_CONTROLLER_NAMES') || !isSet
        ? ''
        : '; its Subscription does not say so: lost when it is installed anew';
    observe(`${told}${lost}`);
  },
);
