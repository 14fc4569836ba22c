import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { KubeObject } from '../object.ts';
import { admit, submitted } from './admission.ts';
import { json } from './answers.ts';
import { body } from './bodies.ts';
import { remove } from './deleting.ts';
import type { Exchange } from './exchange.ts';
import { refOf, timestamp } from './object-store.ts';
import { patched } from './patching.ts';
import { authorize } from './rbac.ts';
import { storedObject, subjectOf } from './reading.ts';
import { inVersion, represent, representation } from './representation.ts';
import { alreadyExists, badRequest, conflict, forbidden, OBJECT_MODIFIED, StatusError } from './status-errors.ts';

/** Whether a request only asks what would happen. Throws a 400 Status for a value other than `All`. */
export function isDryRun(query: URLSearchParams): boolean {
  const values = query.getAll('dryRun').filter((value) => value !== '');
  if (values.some((value) => value !== 'All'))
    throw badRequest(`invalid dryRun: "${values.join(',')}", only All is known`);
  return values.length > 0;
}

const answer = ({ request, type, query }: Exchange, object: KubeObject, status: number): Promise<Response> =>
  json(
    request,
    represent(object, type, representation(request.headers.get('accept')), query.get('includeObject')),
    status,
  );

const hasStatus = ({ type }: Exchange): boolean => type.subresources.some(({ name }) => name === 'status');

function store(exchange: Exchange, object: KubeObject): KubeObject {
  const { objects } = exchange.kube.world;
  if (objects.find(refOf(object)) !== undefined) throw alreadyExists(subjectOf(exchange, object.metadata.name));
  admit(exchange, object);
  if (hasStatus(exchange)) delete object['status'];
  if (isDryRun(exchange.query)) {
    const made = { uid: randomUUID(), creationTimestamp: timestamp() };
    return { ...object, metadata: { ...object.metadata, ...made } };
  }
  // What the API server sets is not the client's to choose.
  const {
    uid: _uid,
    resourceVersion: _version,
    generation: _generation,
    creationTimestamp: _at,
    ...metadata
  } = object.metadata;
  const stored = objects.put({ ...object, metadata });
  if (object.apiVersion === 'v1' && object.kind === 'Namespace') {
    objects.put({
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'default', namespace: object.metadata.name },
    });
  }
  return stored;
}

export async function create(exchange: Exchange): Promise<Response> {
  return answer(exchange, store(exchange, submitted(exchange, await body(exchange.request))), 201);
}

/** Writes a new state of an object, of its status alone, or of everything but its status. */
function replace(exchange: Exchange, current: KubeObject, wanted: KubeObject): KubeObject {
  const { metadata } = wanted;
  if (metadata.resourceVersion && metadata.resourceVersion !== current.metadata.resourceVersion) {
    throw conflict(subjectOf(exchange), OBJECT_MODIFIED);
  }
  if (metadata.uid && metadata.uid !== current.metadata.uid) {
    throw conflict(
      subjectOf(exchange),
      `Precondition failed: UID in precondition: ${metadata.uid}, UID in object meta: ${current.metadata.uid}`,
    );
  }
  const { uid, resourceVersion, generation, creationTimestamp, deletionTimestamp } = current.metadata;
  const kept = { uid, resourceVersion, generation, creationTimestamp, deletionTimestamp };
  const ofStatus = exchange.target.subresource === 'status';
  const source = ofStatus ? { ...current, status: wanted['status'] } : wanted;
  const next: KubeObject = {
    ...source,
    apiVersion: current.apiVersion,
    metadata: JSON.parse(JSON.stringify({ ...source.metadata, ...kept })),
  };
  if (!ofStatus && hasStatus(exchange)) {
    delete next['status'];
    if (current['status'] !== undefined) next['status'] = current['status'];
  }
  admit(exchange, next);
  if (isDryRun(exchange.query) || isDeepStrictEqual(next, current)) return next;
  const { objects } = exchange.kube.world;
  objects.edit(refOf(current), (object) => {
    for (const field of Object.keys(object)) Reflect.deleteProperty(object, field);
    Object.assign(object, next);
  });
  const edited = objects.find(refOf(current)) ?? next;
  // An object that waits for its deletion goes with its last finalizer.
  const finalizers = edited.metadata['finalizers'];
  if (deletionTimestamp !== undefined && (!Array.isArray(finalizers) || finalizers.length === 0))
    remove(objects, edited);
  return edited;
}

export async function update(exchange: Exchange): Promise<Response> {
  const current = storedObject(exchange);
  return answer(exchange, replace(exchange, current, submitted(exchange, await body(exchange.request))), 200);
}

function found(exchange: Exchange): KubeObject | undefined {
  try {
    return storedObject(exchange);
  } catch (error) {
    if (error instanceof StatusError && error.status.code === 404) return undefined;
    throw error;
  }
}

/** A patch of an object that exists; an apply creates one that does not, for who may create. */
export async function patch(exchange: Exchange): Promise<Response> {
  const isApply = exchange.request.headers.get('content-type')?.startsWith('application/apply-patch') ?? false;
  const current = isApply ? found(exchange) : storedObject(exchange);
  const wanted = submitted(
    exchange,
    await patched(exchange, current === undefined ? undefined : inVersion(current, exchange.type)),
  );
  if (current !== undefined) return answer(exchange, replace(exchange, current, wanted), 200);
  const { kube, identity, target } = exchange;
  const creation = { ...target, verb: 'create', name: undefined };
  if (!authorize(kube.world.objects, identity, creation).allowed) {
    throw forbidden(identity.username, subjectOf(exchange), creation);
  }
  return answer(exchange, store({ ...exchange, target: { ...target, verb: 'create' } }, wanted), 201);
}
