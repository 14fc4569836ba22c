import { stuckCsvs } from '../../fixtures/operators.ts';
import { check, demand, inconclusive, observe, olm, test } from '../../fixtures/test.ts';

test(
  'no version of an operator failed or is stuck',
  check({
    id: 'operators.no-failed-csv',
    requirement:
      'No ClusterServiceVersion of the layout’s operators MUST be Failed, or on its way (Pending, Installing, Replacing, Deleting) for longer than an installation takes.',
    level: 'must',
    needs: ['cluster'],
    catches: [
      'csv-stuck-replacing',
      'csv-failed-upgrade',
      'openshift-ai-failed',
      'serverless-failed',
      'two-operator-groups',
    ],
    dependsOn: [
      'operators.operator-groups',
      'operators.serverless',
      'operators.openshift-ai',
      'operators.cert-manager',
      'operators.subscriptions-healthy',
    ],
    remedy:
      'oc get csv -A | grep -v Succeeded: expect none of the operators; oc describe csv NAME -n NAMESPACE names the requirement that is not met or the Deployment that does not come up',
    guide: 'guide#step-11-install-openshift-serverless-operator',
  }),
  async ({ cluster, layout }) => {
    const csvs = await cluster.list(olm.ClusterServiceVersion);

    const { judged, stuck, onTheWay } = stuckCsvs(csvs, layout.operators, await cluster.now());

    demand(stuck.length === 0, stuck.join('; '));
    if (judged.length === 0) inconclusive('none of the layout’s operators has a ClusterServiceVersion');
    if (onTheWay.length > 0) inconclusive(`not at its end yet: ${onTheWay.join('; ')}`);
    observe(`all ${judged.length} are Succeeded: ${judged.join(', ')}`);
  },
);
