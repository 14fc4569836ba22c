import { releaseReached } from '../../fixtures/openshift-release.ts';
import { MESH_BY_HAND, meshesByHand, meshesOfIngress } from '../../fixtures/operators.ts';
import { check, demand, inconclusive, observe, olm, openshift, test } from '../../fixtures/test.ts';

test(
  'nobody installed Service Mesh by hand',
  check({
    id: 'operators.mesh-not-by-hand',
    requirement:
      'A Service Mesh operator MUST NOT be installed by hand on an OpenShift whose ingress operator brings its own: no gateway of the GatewayClass would work.',
    level: 'must',
    needs: ['cluster'],
    catches: ['mesh-operator-by-hand', 'mesh-operator-left-over', 'gateway-class-blocked-by-mesh'],
    dependsOn: ['prereq.api-reachable'],
    remedy:
      'oc get subscriptions.operators.coreos.com,csv -A | grep -E "servicemesh|sail": expect at most servicemeshoperator3 of the ingress operator; delete Subscription and CSV of the other, and approve no plan of the ingress operator’s',
    guide: 'release#service-mesh',
  }),
  async ({ cluster }) => {
    const subscriptions = await cluster.list(olm.Subscription);
    const csvs = await cluster.list(olm.ClusterServiceVersion);
    const { history = [] } = (await cluster.get(openshift.ClusterVersion, 'version')).status ?? {};
    const release = releaseReached(history);

    const byHand = meshesByHand(subscriptions, csvs);

    const ofIngress = meshesOfIngress(subscriptions).join(', ');
    if (byHand.length === 0) {
      observe(ofIngress === '' ? 'no Service Mesh operator is installed' : `only the ingress operator’s: ${ofIngress}`);
      return;
    }
    const seen = `OpenShift ${release.completed ?? 'of no complete version'}: ${byHand.join('; ')}`;
    if (release.completed === undefined) inconclusive(`${seen}; whether that harms it depends on the version`);
    demand(
      !release.isIn(MESH_BY_HAND.openshift),
      `${seen}; mended in ${MESH_BY_HAND.fixedIn} (${MESH_BY_HAND.source})`,
    );
    observe(`${seen}; this version of OpenShift bears it`);
  },
);
