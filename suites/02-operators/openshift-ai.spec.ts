import { operatorOf, operatorReport } from '../../fixtures/operators.ts';
import { check, demand, observe, olm, test } from '../../fixtures/test.ts';

test(
  'OpenShift AI or Open Data Hub is installed',
  check({
    id: 'operators.openshift-ai',
    requirement:
      'The ClusterServiceVersion of OpenShift AI or Open Data Hub MUST be Succeeded in the namespace it is installed in; copies do not count.',
    level: 'must',
    needs: ['cluster'],
    catches: ['openshift-ai-failed'],
    dependsOn: ['prereq.operator-catalogs', 'operators.subscriptions-healthy'],
    remedy:
      'oc get csv -A | grep -E "rhods|opendatahub": expect Succeeded; oc describe csv names the requirement that is not met',
    guide: 'guide#step-13-install-openshift-ai-operator',
  }),
  async ({ cluster, layout }) => {
    const operator = operatorOf(layout, 'openshift-ai');
    const csvs = await cluster.list(olm.ClusterServiceVersion);

    const report = operatorReport(csvs, operator);

    demand(report.problems.length === 0, report.problems.join('; '));
    observe(report.summary);
  },
);
