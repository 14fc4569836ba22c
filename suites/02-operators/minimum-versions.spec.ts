import { MINIMUM_VERSIONS, oldVersions, operatorOf } from '../../fixtures/operators.ts';
import { notYetInstalled } from '../../fixtures/progress.ts';
import { check, demand, inconclusive, notApplicable, observe, olm, test } from '../../fixtures/test.ts';

test(
  'the operators are recent enough',
  check({
    id: 'operators.minimum-versions',
    requirement:
      'Connectivity Link, or Kuadrant with the operators that it brings, MUST be at least of the versions that the guide and the release name.',
    level: 'must',
    needs: ['cluster'],
    catches: ['connectivity-link-too-old', 'limitador-operator-too-old'],
    dependsOn: ['operators.connectivity-link'],
    remedy:
      'oc get csv -n kuadrant-system: expect rhcl-operator.v1.2 or kuadrant-operator.v1.3.1, or later; move the Subscription to channel stable and approve its plan',
    guide: 'references#versions',
  }),
  async ({ cluster, layout, session }) => {
    const operator = operatorOf(layout, 'connectivity-link');
    const csvs = await cluster.list(olm.ClusterServiceVersion);

    const { judged, bad, unreadable } = oldVersions(csvs, MINIMUM_VERSIONS.operators);

    demand(bad.length === 0, bad.join('; '));
    const notYet = judged.length === 0 ? await notYetInstalled(operator, { cluster, layout, session }) : undefined;
    if (notYet !== undefined) notApplicable(notYet);
    if (judged.length === 0) inconclusive('no operator that has a minimum version is installed');
    if (unreadable.length > 0) inconclusive(`no version can be told of ${unreadable.join(', ')}`);
    observe(`${judged.join(', ')} are recent enough`);
  },
);
