import { gatewayProblems, listenerProblems, maasGateway } from '../../fixtures/gateway-api.ts';
import { check, demand, observe, test } from '../../fixtures/test.ts';

test(
  'the gateway is programmed',
  check({
    id: 'maas.gateway-programmed',
    requirement:
      'The MaaS Gateway MUST be Accepted and Programmed for its current generation with an address, and each of its listeners too, with all references resolved.',
    level: 'must',
    needs: ['cluster'],
    catches: [
      'gateway-not-programmed',
      'listener-certificate-unresolved',
      'gateway-status-stale',
      'load-balancer-pending',
      'gateway-missing',
    ],
    dependsOn: ['maas.namespaces', 'mesh.gateway-class-accepted', 'mesh.istiod-ready', 'mesh.istiod-of-ingress-ready'],
    remedy:
      'oc describe gateway -A: the message of the condition that is not True says what is missing: a Secret, an address, or the controller of its class',
    guide: 'common-issues#5-gateway-not-accessible',
  }),
  async ({ cluster, layout }) => {
    const gateway = await maasGateway(cluster, layout);

    const problems = [...gatewayProblems(gateway), ...listenerProblems(gateway)];

    demand(problems.length === 0, problems.join('; '));
    const listeners = gateway.spec.listeners.map(({ name }) => name).join(', ');
    const addresses = (gateway.status?.addresses ?? []).map(({ value }) => value).join(', ');
    observe(`class ${gateway.spec.gatewayClassName}, listeners ${listeners} Programmed, at ${addresses}`);
  },
);
