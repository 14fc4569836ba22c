import { crdReport } from '../../fixtures/mesh.ts';
import { check, demand, observe, test } from '../../fixtures/test.ts';

test(
  'the mesh’s kinds are served',
  check({
    id: 'mesh.crds',
    requirement:
      'The CRDs of the mesh (Gateway, VirtualService, DestinationRule, member roll) MUST be established and served.',
    level: 'must',
    needs: ['cluster'],
    catches: ['mesh-crd-missing', 'mesh-crd-not-established', 'service-mesh-never-installed'],
    dependsOn: ['operators.service-mesh', 'mesh.control-plane-ready'],
    remedy:
      'oc get crd | grep -E "istio.io|maistra.io": expect the four; the Service Mesh operator brings them, so restart it where one is missing',
    guide: 'guide#4-red-hat-openshift-service-mesh-istio',
  }),
  async ({ cluster, layout }) => {
    const wanted = layout.mesh.crds.map((name) => ({ name }));
    demand(wanted.length > 0, `${layout.title} names no kinds of a mesh`);

    const report = await crdReport(cluster, wanted);

    demand(report.problems.length === 0, report.problems.join('; '));
    observe(`established: ${report.summary}`);
  },
);
