import { operatorOf, operatorReport } from '../../fixtures/operators.ts';
import { notYetInstalled } from '../../fixtures/progress.ts';
import { check, demand, notApplicable, observe, olm, test } from '../../fixtures/test.ts';

test(
  'Connectivity Link is installed',
  check({
    id: 'operators.connectivity-link',
    requirement:
      'The ClusterServiceVersion of Connectivity Link MUST be Succeeded in the namespace it is installed in; copies do not count.',
    level: 'must',
    needs: ['cluster'],
    catches: ['connectivity-link-only-copied'],
    dependsOn: ['prereq.operator-catalogs', 'operators.subscriptions-healthy'],
    remedy:
      'oc get csv -n kuadrant-system: expect rhcl-operator.v… Succeeded; run the deployment script again where it is missing',
    guide: 'guide#step-52-run-deployment-script',
  }),
  async ({ cluster, layout, session }) => {
    const operator = operatorOf(layout, 'connectivity-link');
    const notYet = await notYetInstalled(operator, { cluster, layout, session });
    if (notYet !== undefined) notApplicable(notYet);
    const csvs = await cluster.list(olm.ClusterServiceVersion);

    const report = operatorReport(csvs, operator);

    demand(report.problems.length === 0, report.problems.join('; '));
    observe(report.summary);
  },
);
