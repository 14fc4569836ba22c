import type { Layout } from '../../layouts/layout.ts';
import { type AccessRules, allows, grantsOf, readAccessRules, roleOf } from '../cluster/access-rules.ts';
import type { Permission } from '../cluster/cluster.ts';
import type { RoleBindingObject } from '../cluster/kinds/rbac.ts';
import type { ClusterReader } from '../cluster/reader.ts';
import type { MappedTier } from '../tiers/mapping.ts';
import type { DeclaredModel } from './declared.ts';

const GROUP = 'serving.kserve.io';
/** Every caller that was authenticated is in this group, whatever the tier. */
const EVERYBODY = 'system:authenticated';
const EVERY_SERVICE_ACCOUNT = 'system:serviceaccounts';

/** The Kubernetes groups that a caller of a tier is in, as far as the access to models goes. */
export function groupsOfTier(tier: string, layout: Layout, mapping: readonly MappedTier[]): string[] {
  const pattern = layout.modelAccess.tierGroup;
  if (pattern !== undefined) return [pattern.replace('{tier}', tier), EVERY_SERVICE_ACCOUNT, EVERYBODY];
  const mapped = mapping.find((candidate) => candidate.name === tier)?.groups ?? [];
  return [...new Set([...mapped, EVERYBODY])];
}

/** What a caller must be allowed to do to use a model: the layout's verb on the model's own object. */
const useOf = (model: DeclaredModel, layout: Layout): Permission => ({
  verb: layout.modelAccess.verb,
  group: GROUP,
  resource: `${model.kind.toLowerCase()}s`,
  namespace: model.namespace,
  name: model.name,
});

/** Whether the RBAC lets callers with these groups use a model. */
export const groupsMayUse = (
  groups: readonly string[],
  model: DeclaredModel,
  rules: AccessRules,
  layout: Layout,
): boolean => allows(rules, { groups }, useOf(model, layout));

/** The role bindings that let somebody use a model. */
export const grantsOfModel = (model: DeclaredModel, rules: AccessRules, layout: Layout): RoleBindingObject[] =>
  grantsOf(rules, useOf(model, layout));

/** Role bindings of a namespace whose role does not exist: they grant nothing. */
export const danglingBindings = (namespace: string, rules: AccessRules): RoleBindingObject[] =>
  rules.bindings.filter((binding) => binding.metadata.namespace === namespace && roleOf(binding, rules) === undefined);

/** Reads the RBAC that decides about models: the cluster's, and that of the models' namespaces. */
export const readModelRbac = (
  cluster: Pick<ClusterReader, 'list'>,
  models: readonly DeclaredModel[],
): Promise<AccessRules> =>
  readAccessRules(
    cluster,
    models.map(({ namespace }) => namespace),
  );
