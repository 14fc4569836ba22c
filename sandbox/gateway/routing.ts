import { GROUP_HEADER, USERNAME_HEADER } from '../maas-api/identity-headers.ts';
import type { MaasApi } from '../maas-api/maas-api.ts';
import type { World } from '../world.ts';
import type { Call } from './call.ts';
import { forwarded } from './call.ts';
import type { Authenticated } from './identity.ts';
import type { Inference } from './inference.ts';
import type { GatewayMetrics } from './metrics.ts';
import { local, refused } from './replies.ts';
import type { ServedModel } from './served-models.ts';

/** What routes lead to. */
export interface Routing {
  models(): ServedModel[];
  infer: Inference;
  api: MaasApi;
  authenticateInference(headers: Headers): Promise<Authenticated>;
  authenticateManagement(headers: Headers, path: string): Promise<Authenticated>;
  metrics: GatewayMetrics;
}

export interface Answer {
  response: Response;
  /** The back end's name, for metrics. */
  destination: string;
}

/** An installation's routes. */
export type Route = (world: World, routing: Routing, call: Call) => Promise<Answer>;

export function unknownPath(world: World): Answer {
  return { response: local(world.behaviour.gateway.unknownPathStatus ?? 404), destination: 'unknown' };
}

/** The management API, behind its own policy, which names the caller to it; `path` is the one that maas-api sees. */
export async function managed(world: World, routing: Routing, call: Call, path: string): Promise<Answer> {
  const admitted = await managementAdmission(world, routing, call, path);
  const response =
    admitted instanceof Response ? admitted : await routing.api.handle(forwarded(call, path, admitted.headers));
  return { response, destination: 'maas-api' };
}

type ManagementParts = Pick<Routing, 'authenticateManagement' | 'metrics'>;

/** A refusal, or the headers that name the caller. Without a policy the caller's own identity headers arrive as they are. */
export async function managementAdmission(
  world: World,
  { authenticateManagement, metrics }: ManagementParts,
  { request }: Call,
  path: string,
): Promise<Response | { headers: Record<string, string> }> {
  const result = await authenticateManagement(request.headers, path);
  if ('refusal' in result) {
    metrics.decided('UNAUTHENTICATED');
    return refused(world, request, result.refusal);
  }
  if ('open' in result) return { headers: {} };
  metrics.decided('OK');
  const { username, groups } = result.identity;
  return { headers: { [USERNAME_HEADER]: username, [GROUP_HEADER]: JSON.stringify(groups) } };
}
