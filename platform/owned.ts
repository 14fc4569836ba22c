import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Kind } from './cluster/cluster.ts';
import type { LiveCluster } from './cluster/live.ts';
import { collectionPath, qualified } from './cluster/objects.ts';
import { canI } from './cluster/permission-text.ts';
import { complaint, statusOf } from './cluster/status.ts';
import { Unreachable } from './cluster/unreachable.ts';
import { Inconclusive } from './outcome.ts';
import { isOfRun, type Marked, marked, rightIn } from './owned-labels.ts';
import { kindNamed, OWNED_KINDS, Place, placeText, remove } from './owned-removal.ts';
import { writePrivateFile } from './private-file.ts';

interface NewOwned extends Marked {
  apiVersion: string;
  kind: string;
}

/** The only writer of the harness. What it creates is labelled, expires, and is deleted at the end of the run. */
export interface Owned {
  /** Creates an object of OWNED_KINDS with our marks. Throws Inconclusive where that, or its deletion, is not allowed or is refused. */
  create(object: NewOwned): Promise<void>;
  /** Deletes what this run has created, last first. Answers what is left, each with the reason. */
  deleteAll(): Promise<string[]>;
}

function places(privateFolder: string) {
  const file = join(privateFolder, 'owned.json');
  const read = (): Place[] => {
    try {
      return z.array(Place).parse(JSON.parse(readFileSync(file, 'utf8')));
    } catch {
      return [];
    }
  };
  return { read, write: (all: readonly Place[]): void => writePrivateFile(file, JSON.stringify(all)) };
}

/** Where the objects are that a run has created and not yet deleted. */
export const createdIn = (privateFolder: string): Place[] => places(privateFolder).read();

/** The objects of a run. Only a run that was allowed to make changes can create any. */
export function ownedObjects(
  cluster: LiveCluster,
  { runId, privateFolder, allowChanges }: { runId: string; privateFolder: string; allowChanges: boolean },
): Owned {
  const created = places(privateFolder);
  return {
    async create(object) {
      const kind = OWNED_KINDS.find((candidate) => candidate.kind === object.kind);
      if (!allowChanges)
        throw new Inconclusive(`it creates ${object.kind} ${object.metadata.name}; allow it with --allow-changes`);
      if (kind === undefined) throw new RangeError(`${object.kind} is no kind that the harness creates`);
      const { name, namespace } = object.metadata;
      const place: Place = { resource: qualified(kind), name, namespace };
      await demandDeletable(cluster, kind, place);
      created.write([...created.read(), place]);
      await post(cluster, kind, marked(object, runId), place);
      cluster.forget(kind);
    },
    async deleteAll() {
      const left: string[] = [];
      const kept: Place[] = [];
      for (const place of created.read().reverse()) {
        const kind = kindNamed(place.resource);
        const why =
          kind === undefined
            ? `${placeText(place)}: no kind of ours`
            : await remove(cluster, kind, place, (object) => isOfRun(object, runId));
        if (why === undefined) continue;
        left.push(why);
        kept.unshift(place);
      }
      created.write(kept);
      return left;
    },
  };
}

/** What could not be looked at and deleted again is not made. Who may not ask what he may do is taken at his word, the flag. */
async function demandDeletable(cluster: LiveCluster, kind: Kind<Marked>, place: Place): Promise<void> {
  for (const verb of ['get', 'delete']) await demandRight(cluster, verb, kind, place);
}

async function demandRight(cluster: LiveCluster, verb: string, kind: Kind<Marked>, place: Place): Promise<void> {
  const permission = { verb, group: kind.group, resource: kind.plural, namespace: rightIn(place.namespace) };
  const may = await cluster.can(permission);
  if (may.kind === 'found' && !may.value)
    throw new Inconclusive(
      `not allowed to ${verb} ${placeText(place)} afterwards, so it was not made; missing permission: ${canI(permission)}`,
    );
}

async function post(cluster: LiveCluster, kind: Kind<Marked>, object: NewOwned, place: Place): Promise<void> {
  const path = collectionPath(kind, place.namespace);
  try {
    const connection = await cluster.connection();
    const answer = await connection.send({ method: 'POST', path, body: object, retry: false });
    if (answer.status === 200 || answer.status === 201) return;
    if (answer.status === 403 && statusOf(answer) !== undefined) {
      const permission = {
        verb: 'create',
        group: kind.group,
        resource: kind.plural,
        namespace: rightIn(place.namespace),
      };
      throw new Inconclusive(`not allowed to create ${placeText(place)}; missing permission: ${canI(permission)}`);
    }
    throw new Inconclusive(`${placeText(place)} was not created: ${complaint(connection.url, path, answer)}`);
  } catch (error) {
    if (error instanceof Unreachable) throw new Inconclusive(`${placeText(place)} was not created: ${error.message}`);
    throw error;
  }
}
