import { check, demand, observe, test } from '../../fixtures/test.ts';
import { workloadReport } from '../../fixtures/workloads.ts';

test(
  'the gateway’s proxies run',
  check({
    id: 'maas.gateway-workload-ready',
    requirement: 'The Deployment behind the MaaS gateway MUST be available and its pods Ready.',
    level: 'must',
    needs: ['cluster'],
    catches: ['gateway-pods-unschedulable', 'gateway-proxy-out-of-memory'],
    dependsOn: ['maas.gateway-programmed'],
    remedy:
      'oc get pods -A -l gateway.networking.k8s.io/gateway-name=maas-default-gateway: expect Running and Ready; oc describe pod says why one is Pending',
    guide: 'guide#step-54-verify-maas-components',
  }),
  async ({ cluster, layout }) => {
    const report = await workloadReport(cluster, layout.workloads.gateway);

    demand(report.problems.length === 0, report.problems.join('; '));
    observe([report.summary, ...report.notes].join('; '));
  },
);
