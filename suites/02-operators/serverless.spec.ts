import { operatorOf, operatorReport } from '../../fixtures/operators.ts';
import { check, demand, observe, olm, test } from '../../fixtures/test.ts';

test(
  'OpenShift Serverless is installed',
  check({
    id: 'operators.serverless',
    requirement:
      'The ClusterServiceVersion of OpenShift Serverless MUST be Succeeded in the namespace it is installed in; copies do not count.',
    level: 'must',
    needs: ['cluster'],
    catches: ['serverless-failed'],
    dependsOn: ['prereq.operator-catalogs', 'operators.subscriptions-healthy'],
    remedy:
      'oc get csv -n openshift-serverless: expect serverless-operator.v… Succeeded; oc describe csv names the requirement that is not met',
    guide: 'guide#step-11-install-openshift-serverless-operator',
  }),
  async ({ cluster, layout }) => {
    const operator = operatorOf(layout, 'serverless');
    const csvs = await cluster.list(olm.ClusterServiceVersion);

    const report = operatorReport(csvs, operator);

    demand(report.problems.length === 0, report.problems.join('; '));
    observe(report.summary);
  },
);
