import type { Layout } from '../../layouts/layout.ts';
import type { AccessRules } from '../cluster/access-rules.ts';
import type { RoleBindingObject } from '../cluster/kinds/rbac.ts';
import type { MappedTier } from '../tiers/mapping.ts';
import { danglingBindings, grantsOfModel, groupsMayUse, groupsOfTier } from './access.ts';
import { type DeclaredModel, tiersAnnotated } from './declared.ts';

/** How the access to one model is granted. It is right where `problems` is empty. */
export interface GrantReport {
  model: string;
  problems: string[];
  /** The tiers that the RBAC lets use it. */
  tiers: string[];
  /** Whether there was anything to hold the grants against: an annotation that cannot be read is no yardstick. */
  judged: boolean;
}

const nameOf = ({ metadata }: RoleBindingObject): string =>
  metadata.namespace === undefined
    ? `ClusterRoleBinding ${metadata.name}`
    : `RoleBinding ${metadata.namespace}/${metadata.name}`;

/** Subjects with a pattern for a name. RBAC compares names literally, so they stand for nobody. */
function patternSubjects(bindings: readonly RoleBindingObject[]): string[] {
  return bindings.flatMap((binding) =>
    (binding.subjects ?? [])
      .filter(({ name }) => name.includes('*'))
      .map(
        ({ kind, name, namespace }) =>
          `${nameOf(binding)} names ${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}: RBAC knows no patterns, so that is nobody`,
      ),
  );
}

/** Why a grant may be missing: role bindings beside the model whose role does not exist. */
function explanation(model: DeclaredModel, rules: AccessRules): string {
  const dangling = danglingBindings(model.namespace, rules);
  if (dangling.length === 0) return '';
  return ` (${dangling.map((binding) => `${nameOf(binding)} names ${binding.roleRef.kind} ${binding.roleRef.name}, which does not exist`).join('; ')})`;
}

/** Holds the grants of a model against its annotation, or, where models have none, against somebody being able to use it. */
export function grantReport(
  model: DeclaredModel,
  rules: AccessRules,
  layout: Layout,
  mapping: readonly MappedTier[],
): GrantReport {
  const { names } = layout.tiers;
  const tiers = names.filter((tier) => groupsMayUse(groupsOfTier(tier, layout, mapping), model, rules, layout));
  const patterns = patternSubjects(grantsOfModel(model, rules, layout)).map((problem) => `${model.name}: ${problem}`);
  const why = explanation(model, rules);
  if (layout.modelAccess.tierGroup === undefined) {
    const nobody = `${model.name}: no tier’s group may ${layout.modelAccess.verb} it${why}`;
    return { model: model.name, tiers, judged: true, problems: [...(tiers.length === 0 ? [nobody] : []), ...patterns] };
  }
  const annotated = tiersAnnotated(model, names);
  if ('problem' in annotated) return { model: model.name, tiers, judged: false, problems: patterns };
  const differing = names.filter((tier) => annotated.tiers.includes(tier) !== tiers.includes(tier));
  const problems = differing.map((tier) =>
    tiers.includes(tier)
      ? `${model.name}: tier ${tier} is granted by RBAC, against the annotation`
      : `${model.name}: tier ${tier} is not granted by RBAC, against the annotation${why}`,
  );
  return { model: model.name, tiers, judged: true, problems: [...problems, ...patterns] };
}
