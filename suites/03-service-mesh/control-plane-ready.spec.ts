import { controlPlaneProblems, readyComponents } from '../../fixtures/mesh.ts';
import { check, demand, evidence, mesh, observe, test } from '../../fixtures/test.ts';

test(
  'the mesh’s control plane is ready',
  check({
    id: 'mesh.control-plane-ready',
    requirement:
      'The ServiceMeshControlPlane MUST be Ready for its current generation, with all of its components: istiod, the ingress and the egress gateway.',
    level: 'must',
    needs: ['cluster'],
    catches: [
      'control-plane-component-unready',
      'control-plane-without-egress',
      'control-plane-stale',
      'control-plane-missing',
      'service-mesh-never-installed',
    ],
    dependsOn: ['operators.service-mesh', 'mesh.dsci-ready'],
    remedy:
      'oc get servicemeshcontrolplane -n istio-system: expect STATUS ComponentsReady; oc describe names the component that is not',
    guide: 'guide#step-21-create-service-mesh-control-plane',
  }),
  async ({ cluster, layout }) => {
    const planes = await cluster.list(mesh.ServiceMeshControlPlane, { namespace: layout.mesh.namespace });

    const unready = planes.flatMap((plane) => {
      const problems = controlPlaneProblems(plane);
      return problems.length === 0 ? [] : [`${plane.metadata.name}: ${problems.join('; ')}`];
    });

    evidence(
      'readiness',
      planes.map(({ metadata, status }) => ({ name: metadata.name, ...status?.readiness?.components })),
    );
    demand(planes.length > 0, `there is no ServiceMeshControlPlane in ${layout.mesh.namespace}`);
    demand(unready.length === 0, unready.join('; '));
    const components = planes.flatMap(readyComponents);
    observe(`${planes.map((plane) => plane.metadata.name).join(', ')} is Ready: ${components.join(', ')}`);
  },
);
