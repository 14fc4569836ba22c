import { unmetConditions } from '../../fixtures/conditions.ts';
import { check, demand, evidence, mesh, observe, test } from '../../fixtures/test.ts';

test(
  'the mesh has its member namespaces',
  check({
    id: 'mesh.member-roll',
    requirement:
      'The ServiceMeshMemberRoll MUST be Ready, and every namespace that must be a member MUST be configured.',
    level: 'must',
    needs: ['cluster'],
    catches: ['member-roll-incomplete', 'member-roll-pending', 'service-mesh-never-installed'],
    dependsOn: ['mesh.control-plane-ready'],
    remedy:
      'oc get servicemeshmemberroll default -n istio-system -o yaml: expect the namespaces in status.configuredMembers; add a missing one to spec.members',
    guide: 'guide#step-21-create-service-mesh-control-plane',
  }),
  async ({ cluster, layout }) => {
    const roll = await cluster.get(mesh.ServiceMeshMemberRoll, 'default', layout.mesh.namespace);

    const configured = roll.status?.configuredMembers ?? [];
    const wanted = [...new Set([...layout.mesh.members, ...(roll.spec?.members ?? [])])].filter((name) => name !== '*');
    const missing = wanted.filter((name) => !configured.includes(name));

    evidence('pending members', roll.status?.pendingMembers ?? []);
    const seen = `configured members: ${configured.join(', ') || 'none'}`;
    demand(missing.length === 0, `not in the mesh: ${missing.join(', ')} (${seen})`);
    const unmet = unmetConditions(roll, ['Ready']);
    demand(unmet.length === 0, `${unmet.join('; ')} (${seen})`);
    demand(configured.length > 0, 'the mesh has no member');
    observe(seen);
  },
);
