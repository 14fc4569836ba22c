import { check, demand, observe, test } from '../../fixtures/test.ts';
import { workloadReport } from '../../fixtures/workloads.ts';

test(
  'Limitador runs',
  check({
    id: 'maas.limitador-ready',
    requirement: 'Limitador MUST be available and its pods Ready, without frequent restarts.',
    level: 'must',
    needs: ['cluster'],
    catches: ['limitador-out-of-memory'],
    dependsOn: ['maas.namespaces', 'operators.connectivity-link'],
    remedy:
      'oc get pods -A -l app=limitador: expect 1/1 Running; an OOMKilled one needs a higher memory limit in the Limitador resource',
    guide: 'guide#step-54-verify-maas-components',
  }),
  async ({ cluster, layout }) => {
    const report = await workloadReport(cluster, layout.workloads.limitador);

    demand(report.problems.length === 0, report.problems.join('; '));
    observe([report.summary, ...report.notes].join('; '));
  },
);
