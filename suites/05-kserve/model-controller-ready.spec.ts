import { keepBrokenLogOf } from '../../fixtures/broken-log.ts';
import { check, demand, observe, test } from '../../fixtures/test.ts';
import { workloadReport } from '../../fixtures/workloads.ts';

/** Its name is the same wherever the operators deploy it: beside the KServe controller. */
const NAME = 'odh-model-controller';

test(
  'the model controller runs',
  check({
    id: 'kserve.model-controller-ready',
    requirement:
      'odh-model-controller MUST be available beside the KServe controller: it writes the routes, policies and role bindings of models.',
    level: 'must',
    needs: ['cluster'],
    catches: ['model-controller-crash-loop', 'model-controller-scaled-to-zero', 'openshift-ai-never-installed'],
    dependsOn: ['kserve.managed', 'operators.openshift-ai'],
    remedy:
      'oc get pods -n opendatahub -l control-plane=odh-model-controller: expect 1/1 Running; oc logs deploy/odh-model-controller names what it cannot read; oc rollout restart it where its webhook times out (FM-27)',
    guide: 'guide#phase-4-enable-kserve',
  }),
  async ({ cluster, layout }) => {
    const { namespaces } = layout.workloads.servingController;

    const report = await workloadReport(cluster, { name: NAME, namespaces });
    const [namespace = ''] = report.name.split('/');
    await keepBrokenLogOf(cluster, { name: NAME, namespace });

    demand(report.problems.length === 0, report.problems.join('; '));
    observe([report.summary, ...report.notes].join('; '));
  },
);
