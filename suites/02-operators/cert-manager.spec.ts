import { operatorOf, operatorReport } from '../../fixtures/operators.ts';
import { notYetInstalled } from '../../fixtures/progress.ts';
import { check, demand, notApplicable, observe, olm, test } from '../../fixtures/test.ts';

test(
  'the cert-manager operator is installed',
  check({
    id: 'operators.cert-manager',
    requirement:
      'The ClusterServiceVersion of the cert-manager operator MUST be Succeeded in the namespace it is installed in; copies do not count.',
    level: 'must',
    needs: ['cluster'],
    catches: ['two-operator-groups'],
    dependsOn: ['prereq.operator-catalogs', 'operators.subscriptions-healthy'],
    remedy:
      'oc get csv -n cert-manager-operator: expect cert-manager-operator.v… Succeeded; more than one OperatorGroup in the namespace keeps it Pending',
    guide: 'guide#step-52-run-deployment-script',
  }),
  async ({ cluster, layout, session }) => {
    const operator = operatorOf(layout, 'cert-manager');
    const notYet = await notYetInstalled(operator, { cluster, layout, session });
    if (notYet !== undefined) notApplicable(notYet);
    const csvs = await cluster.list(olm.ClusterServiceVersion);

    const report = operatorReport(csvs, operator);

    demand(report.problems.length === 0, report.problems.join('; '));
    observe(report.summary);
  },
);
