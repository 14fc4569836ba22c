import { badVersions, KNOWN_BAD_VERSIONS } from '../../fixtures/operators.ts';
import { check, demand, inconclusive, observe, olm, test } from '../../fixtures/test.ts';

test(
  'no operator is of a version known to be bad',
  check({
    id: 'operators.known-bad-versions',
    requirement:
      'No operator MUST be of a version that is known to break authentication or limits while its status says all is well.',
    level: 'must',
    needs: ['cluster'],
    catches: ['connectivity-link-auth-bypass-version', 'connectivity-link-token-limit-version'],
    dependsOn: ['prereq.api-reachable'],
    remedy:
      'oc get csv -n kuadrant-system: expect rhcl-operator.v1.4.2 or later, or a version before 1.4; update the Subscription’s channel or approve its plan',
    guide: 'references#versions',
  }),
  async ({ cluster, layout }) => {
    const csvs = await cluster.list(olm.ClusterServiceVersion);

    const broken = KNOWN_BAD_VERSIONS.filter(({ level }) => level === 'must');
    const { judged, bad, unreadable } = badVersions(csvs, layout.operators, broken);

    demand(bad.length === 0, bad.join('; '));
    if (judged.length === 0) inconclusive('none of the layout’s operators has a ClusterServiceVersion');
    if (unreadable.length > 0) inconclusive(`no version can be told of ${unreadable.join(', ')}`);
    observe(`none of ${judged.join(', ')} is known to be bad`);
  },
);
