import type { GatewayObject } from './kinds/gateway-api.ts';
import type { AuthorizationPolicyObject } from './kinds/istio-security.ts';
import type { PodObject } from './pods.ts';

/** Whether a policy selects the gateway's pods: by labels, by a reference to the Gateway, or as its namespace's policy for all. */
export function selectsGateway(
  policy: AuthorizationPolicyObject,
  gateway: GatewayObject,
  gatewayPods: readonly PodObject[],
): boolean {
  if (policy.metadata.namespace !== gateway.metadata.namespace) return false;
  const { targetRefs, selector } = policy.spec ?? {};
  if (targetRefs !== undefined) {
    return targetRefs.some((ref) => ref.kind === 'Gateway' && ref.name === gateway.metadata.name);
  }
  const labels = Object.entries(selector?.matchLabels ?? {});
  return (
    gatewayPods.length > 0 &&
    gatewayPods.every((pod) => labels.every(([key, value]) => pod.metadata.labels?.[key] === value))
  );
}

/** Why a policy lets everybody in; undefined where it can refuse someone. Istio reports no status, so its spec is judged. */
export function openPolicy(policy: AuthorizationPolicyObject): string | undefined {
  const { action = 'ALLOW', rules = [], provider } = policy.spec ?? {};
  const name = `${policy.metadata.namespace ?? ''}/${policy.metadata.name}`;
  if (action === 'AUDIT') return `${name}: action AUDIT refuses nobody`;
  if (action === 'CUSTOM') {
    if (provider === undefined) return `${name}: action CUSTOM names no provider`;
    return rules.length === 0 ? `${name}: action CUSTOM without a rule matches no request` : undefined;
  }
  if (action === 'DENY') return rules.length === 0 ? `${name}: action DENY without a rule refuses nobody` : undefined;
  const open = rules.some(({ from = [], when = [] }) => from.length === 0 && when.length === 0);
  return open ? `${name}: a rule allows every caller (it asks for no source and no condition)` : undefined;
}

/** Whether one of Istio's patterns is about a path: exact, `prefix*`, `*suffix`, or `*`. */
const matches = (pattern: string, path: string): boolean =>
  pattern.endsWith('*')
    ? path.startsWith(pattern.slice(0, -1))
    : pattern.startsWith('*')
      ? path.endsWith(pattern.slice(1))
      : pattern === path;

/** Whether a rule is about requests to a path: one that names no path is about all of them. */
function concerns(policy: AuthorizationPolicyObject, path: string): boolean {
  return (policy.spec?.rules ?? []).some(({ to }) => {
    if (to === undefined || to.length === 0) return true;
    return to.some(({ operation }) => {
      const { paths = ['*'], notPaths = [] } = operation ?? {};
      return paths.some((pattern) => matches(pattern, path)) && !notPaths.some((pattern) => matches(pattern, path));
    });
  });
}

/**
 * Of these path prefixes, those below which nobody is refused. ALLOW refuses what no rule is about; CUSTOM and DENY leave
 * it open.
 */
export function unprotectedPaths(
  policies: readonly AuthorizationPolicyObject[],
  prefixes: readonly string[],
): string[] {
  const effective = policies.filter((policy) => openPolicy(policy) === undefined);
  if (effective.some(({ spec }) => (spec?.action ?? 'ALLOW') === 'ALLOW')) return [];
  return prefixes.filter((prefix) => !effective.some((policy) => concerns(policy, `${prefix.replace(/\/$/, '')}/any`)));
}
