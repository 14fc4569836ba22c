import { check, demand, observe, test } from '../../fixtures/test.ts';
import { workloadReport } from '../../fixtures/workloads.ts';

test(
  'Authorino runs',
  check({
    id: 'maas.authorino-ready',
    requirement: 'Authorino MUST be available and its pods Ready, without frequent restarts.',
    level: 'must',
    needs: ['cluster'],
    catches: ['authorino-crash-loop'],
    dependsOn: ['maas.namespaces', 'operators.connectivity-link'],
    remedy:
      'oc get pods -A -l authorino-resource=authorino: expect 1/1 Running; oc logs of the last attempt says why it ends',
    guide: 'guide#step-54-verify-maas-components',
  }),
  async ({ cluster, layout }) => {
    const report = await workloadReport(cluster, layout.workloads.authorino);

    demand(report.problems.length === 0, report.problems.join('; '));
    observe([report.summary, ...report.notes].join('; '));
  },
);
