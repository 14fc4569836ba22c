import { z } from 'zod';
import type { KubeObject, ObjectStore } from '../object.ts';
import { json } from './answers.ts';
import { body } from './bodies.ts';
import type { Exchange } from './exchange.ts';
import { refOf, timestamp, type WatchableStore } from './object-store.ts';
import { selectorOf, storedObject, storedObjects, subjectOf } from './reading.ts';
import { representList } from './representation.ts';
import { badRequest, conflict } from './status-errors.ts';

const DeleteOptions = z.looseObject({
  dryRun: z.array(z.string()).nullish(),
  propagationPolicy: z.string().nullish(),
  preconditions: z.object({ uid: z.string().nullish(), resourceVersion: z.string().nullish() }).nullish(),
});
type DeleteOptions = z.infer<typeof DeleteOptions>;

/** All kinds that anything in the store has, by the kinds of the catalogue. */
const everything = (exchange: Exchange): KubeObject[] => {
  const kinds = new Set(exchange.kube.catalogue.types().map(({ kind }) => kind));
  return [...kinds].flatMap((kind) => exchange.kube.world.objects.all(kind));
};

/** Removes an object that may already be gone with its owner. */
export function remove(objects: ObjectStore, object: KubeObject): void {
  if (objects.find(refOf(object)) !== undefined) objects.remove(refOf(object));
}

function dependants(exchange: Exchange, owner: KubeObject): KubeObject[] {
  return everything(exchange).filter(({ metadata }) => {
    const owners = metadata['ownerReferences'];
    return Array.isArray(owners) && owners.some(({ uid }) => uid === owner.metadata.uid);
  });
}

/** Removes an object with what it owns, as the garbage collector would; a namespace goes with all that is in it. */
function removeWhole(exchange: Exchange, object: KubeObject, orphan: boolean): void {
  const { objects } = exchange.kube.world;
  remove(objects, object);
  if (object.apiVersion === 'v1' && object.kind === 'Namespace') {
    for (const inside of everything(exchange)) {
      if (inside.metadata.namespace === object.metadata.name) remove(objects, inside);
    }
  }
  if (orphan) return;
  for (const dependant of dependants(exchange, object)) removeWhole(exchange, dependant, false);
}

function demand(exchange: Exchange, { metadata }: KubeObject, { preconditions }: DeleteOptions): void {
  const { uid, resourceVersion } = preconditions ?? {};
  if (uid != null && uid !== metadata.uid) {
    throw conflict(
      subjectOf(exchange),
      `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${metadata.uid}`,
    );
  }
  if (resourceVersion != null && resourceVersion !== metadata.resourceVersion) {
    throw conflict(
      subjectOf(exchange),
      `Precondition failed: ResourceVersion in precondition: ${resourceVersion}, ResourceVersion in object meta: ${metadata.resourceVersion}`,
    );
  }
}

/** Deletes one object. One with finalizers only starts to wait for them. Answers whether it is gone. */
function erase(exchange: Exchange, object: KubeObject, options: DeleteOptions): boolean {
  demand(exchange, object, options);
  const finalizers = object.metadata['finalizers'];
  const waits = Array.isArray(finalizers) && finalizers.length > 0;
  const dryRun = [...(options.dryRun ?? []), ...exchange.query.getAll('dryRun')].includes('All');
  if (dryRun) return !waits;
  const objects: WatchableStore = exchange.kube.world.objects;
  if (!waits) removeWhole(exchange, object, options.propagationPolicy === 'Orphan');
  else if (object.metadata.deletionTimestamp === undefined) {
    objects.edit(refOf(object), ({ metadata }) => {
      metadata.deletionTimestamp = timestamp();
    });
  }
  return !waits;
}

async function optionsOf({ request, query }: Exchange): Promise<DeleteOptions> {
  const parsed = DeleteOptions.safeParse((await body(request)) ?? {});
  if (!parsed.success) throw badRequest(`the body is no DeleteOptions: ${z.prettifyError(parsed.error)}`);
  return { ...parsed.data, propagationPolicy: parsed.data.propagationPolicy ?? query.get('propagationPolicy') };
}

export async function deleteOne(exchange: Exchange): Promise<Response> {
  const object = storedObject(exchange);
  const gone = erase(exchange, object, await optionsOf(exchange));
  if (!gone) return json(exchange.request, storedObject(exchange));
  const { type } = exchange;
  return json(exchange.request, {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: {
      name: object.metadata.name,
      group: type.group || undefined,
      kind: type.plural,
      uid: object.metadata.uid,
    },
  });
}

export async function deleteCollection(exchange: Exchange): Promise<Response> {
  const options = await optionsOf(exchange);
  const selected = storedObjects(exchange).filter(selectorOf(exchange) ?? (() => true));
  for (const object of selected) erase(exchange, object, options);
  const metadata = { resourceVersion: String(exchange.kube.world.objects.resourceVersion()) };
  return json(exchange.request, representList(selected, exchange.type, metadata, 'object', null));
}
