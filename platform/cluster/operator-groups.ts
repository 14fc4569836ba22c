import { troublesReported } from './conditions.ts';
import type { OperatorGroupObject } from './kinds/olm.ts';

/** Conditions by which OLM says that a group cannot be used. */
const TROUBLE = ['MultipleOperatorGroups', 'OperatorGroupServiceAccount'];

/** Why OLM installs nothing in a namespace: it has no OperatorGroup, several, or one in trouble. Empty where all is well. */
export function groupProblems(groups: readonly OperatorGroupObject[], namespace: string): string[] {
  const own = groups.filter(({ metadata }) => metadata.namespace === namespace && !metadata.deletionTimestamp);
  const names = own.map(({ metadata }) => metadata.name).join(', ');
  if (own.length === 0) return [`${namespace} has no OperatorGroup`];
  if (own.length > 1) return [`${namespace} has ${own.length} OperatorGroups: ${names}`];
  return own.flatMap((group) =>
    troublesReported(group, TROUBLE).map((text) => `OperatorGroup ${namespace}/${names}: ${text}`),
  );
}
