import { unmetConditions } from '../../fixtures/conditions.ts';
import { meshConflict } from '../../fixtures/mesh.ts';
import { check, demand, gatewayApi, notApplicable, observe, test } from '../../fixtures/test.ts';

test(
  'the GatewayClass is accepted',
  check({
    id: 'mesh.gateway-class-accepted',
    requirement: 'The GatewayClass of the MaaS gateway MUST be Accepted: without it no controller serves the gateway.',
    level: 'must',
    needs: ['cluster'],
    catches: [
      'gateway-class-not-accepted',
      'gateway-class-missing',
      'gateway-class-blocked-by-mesh',
      'gateway-class-of-other-controller',
    ],
    dependsOn: ['operators.mesh-not-by-hand', 'prereq.cluster-operators'],
    remedy:
      'oc get gatewayclass: expect ACCEPTED True; while Unknown, delete a Service Mesh operator that was installed by hand (oc delete subscription and csv), and approve no InstallPlan of it: the ingress operator brings its own',
    guide: 'guide#6-envoy-gateway',
  }),
  async ({ cluster, layout }) => {
    const name = layout.gateway.className ?? notApplicable(`${layout.title} names no GatewayClass`);
    const gatewayClass = await cluster.get(gatewayApi.GatewayClass, name);
    const controller = gatewayClass.spec?.['controllerName'];

    const unmet = unmetConditions(gatewayClass, ['Accepted']);
    const why = unmet.length === 0 ? [] : await meshConflict(cluster);

    demand(unmet.length === 0, `GatewayClass ${name}: ${[...unmet, ...why].join('; ')}`);
    demand(
      name !== INGRESS_CLASS || controller === INGRESS_CONTROLLER,
      `GatewayClass ${name} is of controller ${String(controller)}, not of the ingress operator’s ${INGRESS_CONTROLLER}`,
    );
    observe(`GatewayClass ${name} is Accepted by ${String(controller)}`);
  },
);

/** The class that the ingress operator reserves, and the only controller for which it brings up Istio. */
const INGRESS_CLASS = 'openshift-default';
const INGRESS_CONTROLLER = 'openshift.io/gateway-controller/v1';
