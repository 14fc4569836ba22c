import { unmetConditions } from './conditions.ts';
import type { ObjectOf } from './kinds/base.ts';
import type { ServiceMeshControlPlane } from './kinds/mesh.ts';

export type ControlPlaneObject = ObjectOf<typeof ServiceMeshControlPlane>;

/** Components of Service Mesh 2 that the guide waits for: istiod and both gateways. */
const EXPECTED = ['istio-discovery', 'istio-ingress', 'istio-egress'];

export const readyComponents = (plane: ControlPlaneObject): string[] =>
  plane.status?.readiness?.components?.ready ?? [];

/** What keeps a control plane from being whole: conditions, components that are not ready, and those that it lacks. */
export function controlPlaneProblems(plane: ControlPlaneObject): string[] {
  const { pending = [], unready = [] } = plane.status?.readiness?.components ?? {};
  const ready = readyComponents(plane);
  const lacking = EXPECTED.filter((name) => ![...ready, ...pending, ...unready].includes(name));
  return [
    ...unmetConditions(plane, ['Installed', 'Reconciled', 'Ready']),
    ...(pending.length + unready.length > 0 ? [`components not ready: ${[...unready, ...pending].join(', ')}`] : []),
    ...(ready.length === 0 ? ['no component is reported ready'] : []),
    ...(ready.length > 0 && lacking.length > 0 ? [`components not part of it: ${lacking.join(', ')}`] : []),
  ];
}
