import { badVersions, KNOWN_BAD_VERSIONS } from '../../fixtures/operators.ts';
import { check, demand, inconclusive, observe, olm, test } from '../../fixtures/test.ts';

test(
  'no operator is of a version with a known weakness',
  check({
    id: 'operators.weak-versions',
    requirement: 'No operator SHOULD be of a version with a known weakness that a later version mends.',
    level: 'should',
    needs: ['cluster'],
    catches: ['authorino-forwards-credentials-version'],
    dependsOn: ['operators.connectivity-link'],
    remedy:
      'oc get csv -n kuadrant-system: expect authorino-operator.v0.23.1 or later beside Kuadrant; update the Subscriptions',
    guide: 'references#versions',
  }),
  async ({ cluster, layout }) => {
    const csvs = await cluster.list(olm.ClusterServiceVersion);

    const weak = KNOWN_BAD_VERSIONS.filter(({ level }) => level === 'should');
    const { judged, bad } = badVersions(csvs, layout.operators, weak);

    demand(bad.length === 0, bad.join('; '));
    if (judged.length === 0) inconclusive('none of the layout’s operators has a ClusterServiceVersion');
    observe(`none of ${judged.join(', ')} has a weakness that is known by its version`);
  },
);
