import { check, demand, observe, test } from '../../fixtures/test.ts';
import { workloadReport } from '../../fixtures/workloads.ts';

test(
  'maas-api runs',
  check({
    id: 'maas.api-ready',
    requirement: 'maas-api MUST be available and its pods Ready, without frequent restarts.',
    level: 'must',
    needs: ['cluster'],
    catches: ['maas-api-image-pull', 'maas-api-scaled-to-zero'],
    dependsOn: ['maas.namespaces'],
    remedy: 'oc get pods -A | grep maas-api: expect 1/1 Running; oc describe pod names an image that cannot be pulled',
    guide: 'guide#step-54-verify-maas-components',
  }),
  async ({ cluster, layout }) => {
    const report = await workloadReport(cluster, layout.workloads.api);

    demand(report.problems.length === 0, report.problems.join('; '));
    observe([report.summary, ...report.notes].join('; '));
  },
);
