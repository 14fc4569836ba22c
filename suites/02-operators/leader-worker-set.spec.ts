import { operatorOf, operatorReport } from '../../fixtures/operators.ts';
import { notYetInstalled } from '../../fixtures/progress.ts';
import { check, demand, notApplicable, observe, olm, test } from '../../fixtures/test.ts';

test(
  'the Leader Worker Set operator is installed',
  check({
    id: 'operators.leader-worker-set',
    requirement:
      'The ClusterServiceVersion of the Leader Worker Set operator MUST be Succeeded in the namespace it is installed in; copies do not count.',
    level: 'must',
    needs: ['cluster'],
    catches: ['leader-worker-set-not-installed'],
    dependsOn: ['prereq.operator-catalogs', 'operators.subscriptions-healthy'],
    remedy:
      'oc get csv -n openshift-lws-operator: expect leader-worker-set.v… Succeeded; run the deployment script again where it is missing',
    guide: 'guide#step-52-run-deployment-script',
  }),
  async ({ cluster, layout, session }) => {
    const operator = operatorOf(layout, 'leader-worker-set');
    const notYet = await notYetInstalled(operator, { cluster, layout, session });
    if (notYet !== undefined) notApplicable(notYet);
    const csvs = await cluster.list(olm.ClusterServiceVersion);

    const report = operatorReport(csvs, operator);

    demand(report.problems.length === 0, report.problems.join('; '));
    observe(report.summary);
  },
);
