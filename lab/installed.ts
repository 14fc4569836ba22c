import type { KubeObject } from '../sandbox/object.ts';
import type { World } from '../sandbox/world.ts';
import type { ApiClient } from './api/client.ts';
import { define } from './api/definitions.ts';
import { install, type Rejected } from './api/install.ts';
import type { Resources } from './api/resources.ts';
import { labDefinitions } from './crds/definitions.ts';
import { shippedDefinitions } from './crds/read.ts';
import { imageApiObjects } from './network/image-api.ts';

/** What OpenShift's own API servers take as a label, and a definition's type does not. */
const LABEL_VALUE = /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/;

/** A PackageManifest has labels like "Red Hat" at its aggregated API server; served by a definition it may not. */
function labelled(object: KubeObject): KubeObject {
  if (object.kind !== 'PackageManifest') return object;
  const labels = Object.entries(object.metadata.labels ?? {}).filter(([, value]) => LABEL_VALUE.test(value));
  return { ...object, metadata: { ...object.metadata, labels: Object.fromEntries(labels) } };
}

/** An installation that a real API server does not take. */
class RejectedInstallation extends Error {
  override name = 'RejectedInstallation';
}

function demandAll(rejected: Rejected[]): void {
  if (rejected.length === 0) return;
  const lines = rejected.map(({ object, message }) => `  ${object}: ${message}`);
  throw new RejectedInstallation(`the API server rejected ${rejected.length} objects:\n${lines.join('\n')}`);
}

/**
 * Puts a world's objects on an API server. Answers what it serves then. Throws an Error that names every object that it
 * rejected: such an installation exists on no cluster.
 */
export async function installed(client: ApiClient, world: World, say: (line: string) => void): Promise<Resources> {
  const objects = world.objects.kinds().flatMap((kind) => world.objects.all(kind));
  const isDefinition = ({ kind }: KubeObject): boolean => kind === 'CustomResourceDefinition';
  const definitions = labDefinitions(objects.filter(isDefinition), await shippedDefinitions());
  const { resources, rejected } = await define(client, definitions);
  demandAll(rejected);
  say(`the API server serves ${definitions.length} custom resources`);
  const others = [...imageApiObjects(world), ...objects.filter((object) => !isDefinition(object)).map(labelled)];
  // Without its definition an object cannot be: a fault that takes the one takes the other.
  const served = others.filter((object) => resources.of(object) !== undefined);
  demandAll(await install(client, resources, served));
  await untainted(client, served);
  say(`${served.length} objects of the installation are on it`);
  return resources;
}

/** A node that is new is tainted until a controller has seen it to be ready: here its file says so. */
async function untainted(client: ApiClient, objects: KubeObject[]): Promise<void> {
  const nodes = objects.filter(({ kind }) => kind === 'Node');
  await Promise.all(
    nodes.map(({ metadata, spec }) =>
      client.demand(`/api/v1/nodes/${metadata.name}`, {
        method: 'PATCH',
        contentType: 'application/merge-patch+json',
        body: { spec: { taints: spec?.taints ?? null } },
      }),
    ),
  );
}
