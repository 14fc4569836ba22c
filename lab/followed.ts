import { join } from 'node:path';
import { z } from 'zod';
import { places } from '../sandbox/edits/places.ts';
import type { World } from '../sandbox/world.ts';
import type { ApiClient } from './api/client.ts';
import { mirror } from './api/mirror.ts';
import type { Resource, Resources } from './api/resources.ts';
import type { Closers } from './closers.ts';
import type { ControlPlane } from './control-plane/start.ts';
import { podLogObjects } from './kwok/log-objects.ts';
import { logFiles } from './kwok/logs.ts';
import { startNodes } from './nodes.ts';
import { clusterTokens } from './tokens.ts';

/** What the sandbox's components look for although an installation has none of it at first. */
const BESIDES = [
  'AuthPolicy',
  'AuthorizationPolicy',
  'ConfigMap',
  'Deployment',
  'EndpointSlice',
  'HTTPRoute',
  'Namespace',
  'PersistentVolumeClaim',
  'Pod',
  'PodMonitor',
  'PrometheusRule',
  'RateLimitPolicy',
  'Role',
  'RoleBinding',
  'Secret',
  'Service',
  'ServiceAccount',
  'ServiceMonitor',
  'TelemetryPolicy',
  'TokenRateLimitPolicy',
];

const groupOf = (apiVersion: string): string => (apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '');
const typeOf = ({ apiVersion, kind }: { apiVersion: string; kind: string }): string => `${groupOf(apiVersion)}/${kind}`;

/** Which of the served types are followed: one version of each that the installation has objects of, the one in its files. */
function followedTypes(world: World, { all }: Resources): (resource: Resource) => boolean {
  const versions = new Map<string, string>();
  for (const kind of world.objects.kinds())
    for (const object of world.objects.all(kind)) versions.set(typeOf(object), object.apiVersion);
  for (const resource of all)
    if (BESIDES.includes(resource.kind) && !versions.has(typeOf(resource)))
      versions.set(typeOf(resource), resource.apiVersion);
  return (resource) => versions.get(typeOf(resource)) === resource.apiVersion;
}

const Token = z.looseObject({ status: z.looseObject({ token: z.string() }) });
const REVIEWER_SECONDS = 24 * 3_600;

/** The token of the account that the authorizer's pod runs as: it reviews with its rights, and with no others. */
async function reviewerToken(admin: ApiClient, world: World): Promise<string> {
  const { namespace, name } = places(world).authorino;
  const deployment = world.objects.find({ kind: 'Deployment', namespace, name });
  const account: string = deployment?.['spec']?.template?.spec?.serviceAccountName ?? 'default';
  const answer = await admin.demand(`/api/v1/namespaces/${namespace}/serviceaccounts/${account}/token`, {
    method: 'POST',
    body: {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenRequest',
      spec: { expirationSeconds: REVIEWER_SECONDS },
    },
  });
  return Token.parse(answer).status.token;
}

/**
 * Lets a world be what is on the API server: its objects a copy that follows it and writes to it, its tokens issued and
 * reviewed there, its pods' logs where kwok reads them, and its new pods run.
 */
export async function followed(
  world: World,
  plane: ControlPlane,
  resources: Resources,
  { folder, ends }: { folder: string; ends: Closers },
): Promise<{ settled(): Promise<void> }> {
  const { objects, settled, stop } = await mirror(plane.admin, resources, followedTypes(world, resources));
  ends.push('the copy of its objects', stop);
  world.objects = objects;
  const reviewer = plane.as(await reviewerToken(plane.admin, world));
  world.tokens = clusterTokens({ issuer: plane.admin, reviewer, own: world.tokens, settled });

  const earlier = world.logs;
  const logs = logFiles(join(folder, 'logs'));
  world.logs = logs;
  const places = podLogObjects(plane.admin, resources, (pod) => logs.of(pod, earlier));
  for (const pod of world.objects.all('Pod')) places.arrived(pod);
  const stopNodes = startNodes(world, places);
  ends.push('the nodes', stopNodes);
  return { settled };
}
