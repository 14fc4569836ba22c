import { keepBrokenLogOf } from '../../fixtures/broken-log.ts';
import { applicationsNamespace } from '../../fixtures/kserve.ts';
import { check, demand, observe, test } from '../../fixtures/test.ts';
import { workloadReport } from '../../fixtures/workloads.ts';

test(
  'the KServe controller runs',
  check({
    id: 'kserve.controller-ready',
    requirement:
      'The KServe controller MUST be available in the namespace of Open Data Hub or OpenShift AI, whichever is installed, its pods Ready.',
    level: 'must',
    needs: ['cluster'],
    catches: [
      'kserve-controller-crash-loop',
      'kserve-controller-elsewhere',
      'kserve-controller-image-pull',
      'openshift-ai-never-installed',
    ],
    dependsOn: ['kserve.managed', 'operators.openshift-ai'],
    remedy:
      'oc get pods -n opendatahub (Open Data Hub) or redhat-ods-applications (OpenShift AI) -l control-plane=kserve-controller-manager: expect 1/1 Running; read the log of a pod that is not',
    guide: 'guide#phase-4-enable-kserve',
  }),
  async ({ cluster, layout }) => {
    const { name, namespaces } = layout.workloads.servingController;
    const home = await applicationsNamespace(cluster);

    const report = await workloadReport(cluster, {
      name,
      namespaces: home === undefined ? namespaces : [home, ...namespaces],
    });
    const [namespace = ''] = report.name.split('/');
    await keepBrokenLogOf(cluster, { name, namespace });

    demand(
      home === undefined || namespace === home,
      `${report.name} runs, but the DSCInitialization puts the components into ${home}: it is another installation’s`,
    );
    demand(report.problems.length === 0, report.problems.join('; '));
    observe([report.summary, ...report.notes].join('; '));
  },
);
