import { unmetConditions } from '../../fixtures/conditions.ts';
import { check, demand, mesh, observe, test } from '../../fixtures/test.ts';

test(
  'the mesh’s control plane is ready',
  check({
    id: 'mesh.control-plane-ready',
    requirement: 'The ServiceMeshControlPlane MUST be Ready, with all of its components.',
    level: 'must',
    needs: ['cluster'],
    catches: ['control-plane-component-unready'],
    dependsOn: ['operators.service-mesh', 'mesh.dsci-ready'],
    remedy:
      'oc get servicemeshcontrolplane -n istio-system: expect STATUS ComponentsReady; oc describe names the component that is not',
    guide: 'guide#step-21-create-service-mesh-control-plane',
  }),
  async ({ cluster, layout }) => {
    const planes = await cluster.list(mesh.ServiceMeshControlPlane, { namespace: layout.mesh.namespace });

    const unready = planes.flatMap((plane) => {
      const { pending = [], unready: failed = [], ready = [] } = plane.status?.readiness?.components ?? {};
      const unmet = unmetConditions(plane, ['Installed', 'Reconciled', 'Ready']);
      if (pending.length + failed.length > 0) unmet.push(`components not ready: ${[...failed, ...pending].join(', ')}`);
      if (ready.length === 0) unmet.push('no component is reported ready');
      return unmet.length === 0 ? [] : [`${plane.metadata.name}: ${unmet.join('; ')}`];
    });

    demand(planes.length > 0, `there is no ServiceMeshControlPlane in ${layout.mesh.namespace}`);
    demand(unready.length === 0, unready.join('; '));
    const components = planes.flatMap((plane) => plane.status?.readiness?.components?.ready ?? []);
    observe(`${planes.map((plane) => plane.metadata.name).join(', ')} is Ready: ${components.join(', ')}`);
  },
);
