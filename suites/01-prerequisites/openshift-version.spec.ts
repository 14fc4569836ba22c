import { releaseReached } from '../../fixtures/openshift-release.ts';
import { check, demand, observe, openshift, test } from '../../fixtures/test.ts';

test(
  'OpenShift is recent enough',
  check({
    id: 'prereq.openshift-version',
    requirement:
      'The OpenShift version that was last installed completely MUST be at least the one that the layout names.',
    level: 'must',
    needs: ['cluster'],
    catches: ['openshift-too-old', 'openshift-update-partial'],
    dependsOn: ['prereq.api-reachable'],
    remedy:
      'oc get clusterversion: expect VERSION at the minimum or above and PROGRESSING False; oc adm upgrade shows the way there',
    guide: 'guide#infrastructure-requirements',
  }),
  async ({ cluster, layout }) => {
    const clusterVersion = await cluster.get(openshift.ClusterVersion, 'version');

    const release = releaseReached(clusterVersion.status?.history ?? []);

    const partial = release.partial === undefined ? '' : `; the update to ${release.partial} is not complete`;
    demand(release.completed !== undefined, `no version was ever installed completely${partial}`);
    demand(
      release.isAtLeast(layout.minimumOpenShift),
      `OpenShift ${release.completed} is installed, ${layout.minimumOpenShift} or later is wanted${partial}`,
    );
    observe(`OpenShift ${release.completed}, at least ${layout.minimumOpenShift}${partial}`);
  },
);
