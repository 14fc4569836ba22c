import type { ObjectOf } from './kinds/base.ts';
import type { Namespace } from './kinds/core.ts';

/** Conditions by which Kubernetes says what keeps a namespace from going; each is True where it does. */
const HELD_BACK = /^(NamespaceContentRemaining|NamespaceFinalizersRemaining|NamespaceDeletion.*Failure)$/;

/**
 * The phase of a namespace; one that is being deleted is Terminating, whatever phase its status still tells:
 * `Terminating since 2026-11-24T… (Some content in the namespace has finalizers remaining: …)`.
 */
export function namespaceState({ metadata, status }: ObjectOf<typeof Namespace>): string {
  const { deletionTimestamp } = metadata;
  const phase = status?.phase ?? 'unknown';
  if (deletionTimestamp === undefined && phase !== 'Terminating') return phase;
  const since = deletionTimestamp === undefined ? '' : ` since ${deletionTimestamp}`;
  const held = (status?.conditions ?? [])
    .filter((condition) => HELD_BACK.test(condition.type) && condition.status === 'True')
    .map(({ type, message }) => message ?? type);
  return `Terminating${since}${held.length > 0 ? ` (${held.join('; ')})` : ''}`;
}
