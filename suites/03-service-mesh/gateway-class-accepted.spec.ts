import { unmetConditions } from '../../fixtures/conditions.ts';
import { check, demand, gatewayApi, notApplicable, observe, test } from '../../fixtures/test.ts';

test(
  'the GatewayClass is accepted',
  check({
    id: 'mesh.gateway-class-accepted',
    requirement: 'The GatewayClass of the MaaS gateway MUST be Accepted: without it no controller serves the gateway.',
    level: 'must',
    needs: ['cluster'],
    catches: ['gateway-class-not-accepted', 'gateway-class-missing'],
    dependsOn: ['prereq.cluster-operators'],
    remedy:
      'oc get gatewayclass: expect ACCEPTED True; while Unknown, delete a Service Mesh operator that was installed by hand (Subscription and CSV)',
    guide: 'guide#6-envoy-gateway',
  }),
  async ({ cluster, layout }) => {
    const name = layout.gateway.className ?? notApplicable(`${layout.title} names no GatewayClass`);

    const gatewayClass = await cluster.get(gatewayApi.GatewayClass, name);

    const unmet = unmetConditions(gatewayClass, ['Accepted']);
    demand(unmet.length === 0, `GatewayClass ${name}: ${unmet.join('; ')}`);
    observe(`GatewayClass ${name} is Accepted`);
  },
);
