import type { Protection } from './authentication-policies.ts';
import type { GatewayObject, HTTPRouteObject } from './kinds/gateway-api.ts';
import type { TelemetryPolicyObject } from './kinds/kuadrant.ts';
import { policyProblems } from './policy-coverage.ts';
import { misplacedPolicies, pathOf, policiesOf, sharedTargets } from './policy-targets.ts';

/** Whether the limiter's metrics are given these labels for the gateway's requests (FM-68). */
export function telemetry(
  all: readonly TelemetryPolicyObject[],
  gateway: GatewayObject,
  routes: readonly HTTPRouteObject[],
  labels: readonly string[],
): Protection {
  const policies = policiesOf(all, gateway, routes);
  const given = new Set(policies.flatMap(({ spec }) => Object.keys(spec.metrics?.default?.labels ?? {})));
  const missing = labels.filter((label) => !given.has(label));
  const names = policies.map(pathOf).join(', ');
  return {
    problems: [
      ...misplacedPolicies(all, gateway, routes),
      ...(policies.length === 0 ? [`no TelemetryPolicy is attached to Gateway ${gateway.metadata.name} (FM-68)`] : []),
      ...policies.flatMap(policyProblems),
      ...sharedTargets(policies),
      ...(policies.length > 0 && missing.length > 0 ? [`${names}: no label ${missing.join(', ')} (FM-68)`] : []),
    ],
    summary: `Enforced: ${names}, with labels ${[...given].join(', ')}`,
  };
}
