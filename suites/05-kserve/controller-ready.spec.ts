import { check, demand, observe, test } from '../../fixtures/test.ts';
import { workloadReport } from '../../fixtures/workloads.ts';

test(
  'the KServe controller runs',
  check({
    id: 'kserve.controller-ready',
    requirement:
      'The KServe controller MUST be available in the namespace of Open Data Hub or OpenShift AI, its pods Ready.',
    level: 'must',
    needs: ['cluster'],
    catches: ['kserve-controller-crash-loop'],
    dependsOn: ['kserve.managed'],
    remedy:
      'oc get pods -n opendatahub -l control-plane=kserve-controller-manager: expect 1/1 Running; read the log of a pod that is not',
    guide: 'guide#phase-4-enable-kserve',
  }),
  async ({ cluster, layout }) => {
    const report = await workloadReport(cluster, layout.workloads.servingController);

    demand(report.problems.length === 0, report.problems.join('; '));
    observe([report.summary, ...report.notes].join('; '));
  },
);
