import type { Layout } from '../../layouts/layout.ts';
import { ClusterRole, Role, RoleBinding, type RoleBindingObject, type RoleObject } from '../cluster/kinds/rbac.ts';
import type { ClusterReader } from '../cluster/reader.ts';
import type { MappedTier } from '../tiers/mapping.ts';
import type { DeclaredModel } from './declared.ts';

const GROUP = 'serving.kserve.io';
/** Every OpenShift user is in this group, whatever the tier. */
const EVERYBODY = 'system:authenticated';

/** The Kubernetes groups that a caller of a tier is in, as far as the access to models goes. */
export function groupsOfTier(tier: string, layout: Layout, mapping: readonly MappedTier[]): string[] {
  const pattern = layout.modelAccess.tierGroup;
  if (pattern !== undefined) return [pattern.replace('{tier}', tier)];
  const mapped = mapping.find((candidate) => candidate.name === tier)?.groups ?? [];
  return [...new Set([...mapped, EVERYBODY])];
}

const names = (listed: readonly string[] | undefined, wanted: string): boolean =>
  (listed ?? []).some((name) => name === wanted || name === '*');

/** Whether a role allows the layout's verb on the model's own object. */
function roleAllows(role: Pick<RoleObject, 'rules'>, model: DeclaredModel, layout: Layout): boolean {
  const resource = `${model.kind.toLowerCase()}s`;
  return (role.rules ?? []).some(
    (rule) =>
      names(rule.apiGroups, GROUP) &&
      names(rule.resources, resource) &&
      names(rule.verbs, layout.modelAccess.verb) &&
      ((rule.resourceNames ?? []).length === 0 || (rule.resourceNames ?? []).includes(model.name)),
  );
}

interface Rbac {
  roles: readonly RoleObject[];
  clusterRoles: readonly RoleObject[];
  bindings: readonly RoleBindingObject[];
}

/** The groups that may use a model, by the role bindings of its namespace. */
export function groupsAllowed(model: DeclaredModel, rbac: Rbac, layout: Layout): string[] {
  const bindings = rbac.bindings.filter(({ metadata }) => metadata.namespace === model.namespace);
  const allowing = bindings.filter(({ roleRef }) => {
    const candidates =
      roleRef.kind === 'ClusterRole'
        ? rbac.clusterRoles
        : rbac.roles.filter(({ metadata }) => metadata.namespace === model.namespace);
    return candidates.some((role) => role.metadata.name === roleRef.name && roleAllows(role, model, layout));
  });
  const groups = allowing.flatMap(({ subjects = [] }) => subjects.filter(({ kind }) => kind === 'Group'));
  return [...new Set(groups.map(({ name }) => name))];
}

/** Reads the RBAC that decides about models. Cluster roles are read only where a role binding names one. */
export async function readModelRbac(cluster: Pick<ClusterReader, 'list'>): Promise<Rbac> {
  const [roles, bindings] = await Promise.all([cluster.list(Role), cluster.list(RoleBinding)]);
  const needed = bindings.some(({ roleRef }) => roleRef.kind === 'ClusterRole');
  return { roles, bindings, clusterRoles: needed ? await cluster.list(ClusterRole) : [] };
}
