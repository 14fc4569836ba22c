import { unmetConditions } from '../../fixtures/conditions.ts';
import { check, core, demand, observe, test } from '../../fixtures/test.ts';

test(
  'the mesh’s kinds are served',
  check({
    id: 'mesh.crds',
    requirement:
      'The CRDs of the mesh (Gateway, VirtualService, DestinationRule, member roll) MUST be established and served.',
    level: 'must',
    needs: ['cluster'],
    catches: ['mesh-crd-missing', 'mesh-crd-not-established'],
    dependsOn: ['operators.service-mesh', 'mesh.control-plane-ready'],
    remedy:
      'oc get crd | grep -E "istio.io|maistra.io": expect the four; the Service Mesh operator brings them, so restart it where one is missing',
    guide: 'guide#4-red-hat-openshift-service-mesh-istio',
  }),
  async ({ cluster, layout }) => {
    const crds = new Map((await cluster.list(core.CustomResourceDefinition)).map((crd) => [crd.metadata.name, crd]));

    const problems = layout.mesh.crds.flatMap((name) => {
      const crd = crds.get(name);
      if (crd === undefined) return [`${name} does not exist`];
      const served = crd.spec?.versions?.some((version) => version.served === true) ?? false;
      const unmet = [...unmetConditions(crd, ['Established']), ...(served ? [] : ['no version is served'])];
      return unmet.length === 0 ? [] : [`${name}: ${unmet.join(', ')}`];
    });

    demand(layout.mesh.crds.length > 0, `${layout.title} names no kinds of a mesh`);
    demand(problems.length === 0, problems.join('; '));
    observe(`established: ${layout.mesh.crds.join(', ')}`);
  },
);
