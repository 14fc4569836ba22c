import { check, demand, inconclusive, observe, test, violated } from '../../fixtures/test.ts';

test(
  'the gateway answers',
  check({
    id: 'auth.gateway-reachable',
    requirement: 'The gateway MUST answer the simplest request over verified TLS, and not with a server error.',
    level: 'must',
    needs: ['gateway'],
    catches: ['gateway-5xx'],
    dependsOn: ['maas.gateway-programmed', 'maas.external-address', 'maas.gateway-workload-ready'],
    remedy:
      'oc get gateway -A and oc get route -A: expect Programmed=True and a host that resolves; a 5xx: the log of the gateway’s pods',
    guide: 'common-issues#5-gateway-not-reachable',
  }),
  async ({ gateway, layout }) => {
    const failing = await gateway.reachable();
    const where = `${gateway.url.origin} (${gateway.foundBy})`;
    if (failing?.stage === 'http') violated(`${where} accepts connections but does not speak HTTP: ${failing.reason}`);
    if (failing !== undefined) inconclusive(`${where} cannot be reached, stage ${failing.stage}: ${failing.reason}`);

    const answer = await gateway.request({ path: layout.api.models.path });

    demand(answer.status < 500, `${where} answered ${answer.status} to GET ${layout.api.models.path}`);
    observe(`${where} answered ${answer.status} to GET ${layout.api.models.path} without a token`);
  },
);
