import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Layout } from '../../layouts/layout.ts';
import { ConfigMap } from '../cluster/kinds/core.ts';
import type { LiveCluster } from '../cluster/live.ts';
import { collectionPath } from '../cluster/objects.ts';
import { canI } from '../cluster/permission-text.ts';
import { complaint, statusOf } from '../cluster/status.ts';
import { Unreachable } from '../cluster/unreachable.ts';
import { Inconclusive } from '../outcome.ts';
import { EXPIRES_AT } from '../owned-labels.ts';
import { writePrivateFile } from '../private-file.ts';
import { WAITS } from '../waits.ts';
import { withGroup, withoutGroup } from './mapping-edit.ts';

/** Label of a tier mapping that a run has added a group to, and the annotation with the group and the text as it was. */
export const JOINED = 'maas-verify/joined';
const ADDED = 'maas-verify/added-group';

const Added = z.object({ key: z.string(), group: z.string(), before: z.string(), after: z.string() });
type Added = z.infer<typeof Added>;
/** A ConfigMap, by its place. */
const Place = z.object({ name: z.string(), namespace: z.string() });
type Place = z.infer<typeof Place>;

/**
 * Puts the service accounts of one namespace of ours into a tier, as an administrator does: by a group more in the tier
 * mapping. It stands for nobody else. The mapping carries what it was, and gets it back from the scenario, at the run's end
 * however that comes, or by `maas-verify sweep`.
 */
export interface Membership {
  /** Throws Inconclusive where the mapping cannot be read or changed. */
  join(tier: string, namespace: string): Promise<void>;
  /** Whether the mapping still names the group: an operator may have put it back as it was. */
  isIn(): Promise<boolean>;
  /** Takes the group out again; nothing where none was added. Throws Inconclusive. */
  leave(): Promise<void>;
}

type Mapping = z.output<typeof ConfigMap.schema>;
const placeText = ({ namespace, name }: Place): string => `ConfigMap ${namespace}/${name}`;
const groupOf = (namespace: string): string => `system:serviceaccounts:${namespace}`;

async function read(cluster: LiveCluster, place: Place): Promise<Mapping | undefined> {
  cluster.forget(ConfigMap);
  const found = await cluster.get(ConfigMap, place.name, place.namespace);
  if (found.kind === 'found') return found.value;
  if (found.kind === 'not-found') return undefined;
  const why = found.kind === 'forbidden' ? `missing permission: ${canI(found.permission)}` : found.kind;
  throw new Inconclusive(`${placeText(place)} could not be read: ${why}`);
}

/** Changes what was read, and nothing that somebody else has changed since. Throws Inconclusive. */
async function change(cluster: LiveCluster, place: Place, { metadata }: Mapping, body: object): Promise<void> {
  const path = `${collectionPath(ConfigMap, place.namespace)}/${encodeURIComponent(place.name)}`;
  const { metadata: marks, ...rest } = { metadata: {}, ...body };
  const guarded = { ...rest, metadata: { ...marks, resourceVersion: metadata['resourceVersion'] } };
  try {
    const connection = await cluster.connection();
    const answer = await connection.send({ method: 'PATCH', path, body: guarded, retry: false });
    cluster.forget(ConfigMap);
    if (answer.status < 300) return;
    if (answer.status === 403 && statusOf(answer) !== undefined) {
      const permission = { verb: 'patch', group: '', resource: 'configmaps', ...place };
      throw new Inconclusive(`not allowed to change ${placeText(place)}; missing permission: ${canI(permission)}`);
    }
    throw new Inconclusive(`${placeText(place)} was not changed: ${complaint(connection.url, path, answer)}`);
  } catch (error) {
    if (error instanceof Unreachable) throw new Inconclusive(`${placeText(place)} was not changed: ${error.message}`);
    throw error;
  }
}

function addedTo({ metadata }: Mapping): Added | undefined {
  try {
    return Added.parse(JSON.parse(metadata.annotations?.[ADDED] ?? ''));
  } catch {
    return undefined;
  }
}

/** Gives a mapping back what it was, or, where somebody has changed it since, takes the group out of it. Throws Inconclusive. */
export async function withdraw(cluster: LiveCluster, place: Place): Promise<void> {
  const mapping = await read(cluster, place);
  const added = mapping === undefined ? undefined : addedTo(mapping);
  if (mapping === undefined || added === undefined) return;
  const { key, group, before, after } = added;
  const text = mapping.data?.[key];
  const restored = text === after ? before : withoutGroup(text ?? '', group);
  await change(cluster, place, mapping, {
    metadata: { labels: { [JOINED]: null }, annotations: { [ADDED]: null, [EXPIRES_AT]: null } },
    ...(text === undefined ? {} : { data: { [key]: restored } }),
  });
}

function joinedIn(privateFolder: string) {
  const file = join(privateFolder, 'joined.json');
  return {
    read: (): Place | undefined => {
      try {
        return Place.parse(JSON.parse(readFileSync(file, 'utf8')));
      } catch {
        return undefined;
      }
    },
    write: (place: Place | null): void => writePrivateFile(file, JSON.stringify(place)),
  };
}

/** The mapping of an installation, in the first of its namespaces that has one. */
async function found(cluster: LiveCluster, layout: Layout): Promise<{ place: Place; mapping: Mapping }> {
  const name = layout.tiers.configMap;
  for (const namespace of layout.namespaces.api) {
    const mapping = await read(cluster, { name, namespace });
    if (mapping !== undefined) return { place: { name, namespace }, mapping };
  }
  throw new Inconclusive(`ConfigMap ${name} does not exist in ${layout.namespaces.api.join(', ')}`);
}

/** One change of the mapping at a time. Only a run that may disrupt can make it: the mapping is everybody's. */
export function membership(
  cluster: LiveCluster,
  layout: Layout,
  { privateFolder, allowDisruption }: { privateFolder: string; allowDisruption: boolean },
): Membership {
  const joined = joinedIn(privateFolder);
  return {
    async join(tier, namespace) {
      if (!allowDisruption)
        throw new Inconclusive('it adds a group to the tier mapping for a moment; allow it with --allow-disruption');
      const { place, mapping } = await found(cluster, layout);
      const { key, format } = layout.tiers;
      const group = groupOf(namespace);
      const before = mapping.data?.[key] ?? '';
      const after = withGroup(before, format, tier, group);
      if (after === undefined) throw new Inconclusive(`${placeText(place)} has no list of groups for tier ${tier}`);
      if (addedTo(mapping) !== undefined)
        throw new Inconclusive(`${placeText(place)} has a group of another run in it: maas-verify sweep`);
      const until = new Date(Date.now() + WAITS.ownedLife).toISOString();
      // Noted before it is done, so that no crash loses it.
      joined.write(place);
      await change(cluster, place, mapping, {
        metadata: {
          labels: { [JOINED]: 'true' },
          annotations: { [ADDED]: JSON.stringify({ key, group, before, after } satisfies Added), [EXPIRES_AT]: until },
        },
        data: { [key]: after },
      });
    },
    async isIn() {
      const place = joined.read();
      const mapping = place === undefined ? undefined : await read(cluster, place);
      const added = mapping === undefined ? undefined : addedTo(mapping);
      return added !== undefined && (mapping?.data?.[added.key] ?? '').includes(added.group);
    },
    async leave() {
      const place = joined.read();
      if (place === undefined) return;
      await withdraw(cluster, place);
      joined.write(null);
    },
  };
}

/** Takes out of the mapping what a run has added to it. Answers why it is still there, if it is. */
export async function leaveMapping(cluster: LiveCluster, privateFolder: string): Promise<string[]> {
  const joined = joinedIn(privateFolder);
  const place = joined.read();
  if (place === undefined) return [];
  try {
    await withdraw(cluster, place);
    joined.write(null);
    return [];
  } catch (error) {
    return [
      `${placeText(place)} still has a group of this run in it: ${error instanceof Error ? error.message : error}`,
    ];
  }
}
