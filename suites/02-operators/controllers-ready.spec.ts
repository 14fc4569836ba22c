import { controllerReports, MINIMUM_VERSIONS } from '../../fixtures/operators.ts';
import { check, demand, evidence, inconclusive, observe, olm, test } from '../../fixtures/test.ts';

/** Connectivity Link, or Kuadrant, works by the operators that it brings along. */
const BROUGHT_ALONG = MINIMUM_VERSIONS.operators.map(({ csvPrefix }) => csvPrefix);

test(
  'the operators’ controllers run',
  check({
    id: 'operators.controllers-ready',
    requirement:
      'Every Deployment that an installed operator’s ClusterServiceVersion brings MUST be available, its pods Ready and without restarts in the last hour.',
    level: 'must',
    needs: ['cluster'],
    catches: ['operator-controller-crash-loop', 'operator-controller-image-pull', 'operator-controller-deleted'],
    dependsOn: [
      'operators.openshift-ai',
      'operators.cert-manager',
      'operators.connectivity-link',
      'operators.leader-worker-set',
      'operators.serverless',
      'operators.service-mesh',
    ],
    remedy:
      'oc get deployments,pods -n NAMESPACE: expect READY as desired; oc logs deployment/NAME -n NAMESPACE --previous tells why one restarts',
    guide: 'guide#step-11-install-openshift-serverless-operator',
  }),
  async ({ cluster, layout }) => {
    const csvs = await cluster.list(olm.ClusterServiceVersion);

    const { reports, missing, absent } = await controllerReports(cluster, csvs, layout.operators, BROUGHT_ALONG);

    const problems = [...missing, ...reports.flatMap((report) => report.problems)];
    const notes = reports.flatMap((report) => report.notes);
    evidence('controllers', [...reports.map((report) => report.summary), ...notes]);
    demand(problems.length === 0, problems.join('; '));
    if (reports.length === 0) inconclusive('none of the layout’s operators is installed');
    const untested = absent.length === 0 ? '' : `; not installed: ${absent.join(', ')}`;
    observe(`${reports.length} Deployments are available${untested}`);
  },
);
