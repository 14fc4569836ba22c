import { text } from './answers.ts';
import { asksForSelf, currentUser } from './current-user.ts';
import { deleteCollection, deleteOne } from './deleting.ts';
import type { Exchange, Kube } from './exchange.ts';
import { importImages } from './image-imports.ts';
import { podLog } from './pod-log.ts';
import { get, list } from './reading.ts';
import type { ResourceRequest } from './request-info.ts';
import { BUILT_IN, type ResourceType } from './resources.ts';
import { reviewOf } from './reviews.ts';
import { getScale, setScale } from './scale.ts';
import { badRequest, methodNotAllowed, unknownResource } from './status-errors.ts';
import { requestToken } from './token-requests.ts';
import { watch } from './watch.ts';
import { create, patch, update } from './writing.ts';

type Handler = (exchange: Exchange) => Response | Promise<Response>;

const VERBS: Record<string, Handler> = {
  get,
  list,
  watch,
  create,
  update,
  patch,
  delete: deleteOne,
  deletecollection: deleteCollection,
};
function upgradeRequired(): never {
  throw badRequest('Upgrade request required');
}

/** The subresources that do not show the object itself. */
const SUBRESOURCES: Record<string, Handler> = {
  'get log': podLog,
  'get portforward': upgradeRequired,
  'create portforward': upgradeRequired,
  'create token': requestToken,
  'get scale': getScale,
  'update scale': setScale,
  'patch scale': setScale,
};

function handlerOf(exchange: Exchange): Handler | undefined {
  const { type, target } = exchange;
  const { verb, subresource } = target;
  if (subresource !== undefined) {
    const known = type.subresources.find(({ name }) => name === subresource);
    if (known === undefined) throw unknownResource();
    return known.verbs.includes(verb) ? (SUBRESOURCES[`${verb} ${subresource}`] ?? VERBS[verb]) : undefined;
  }
  if (asksForSelf(exchange)) return currentUser;
  if (verb === 'create' && type.kind === 'ImageStreamImport') return importImages;
  const review = verb === 'create' ? reviewOf(type.kind) : undefined;
  return review ?? (type.verbs.includes(verb) ? VERBS[verb] : undefined);
}

/** The type that a request names; a built-in version answers a Status for an unknown one, any other a bare page. */
export function typeOf(kube: Kube, target: ResourceRequest): ResourceType | Response {
  const type = kube.catalogue.find(target.group, target.version, target.resource);
  if (type !== undefined) return type;
  if (BUILT_IN.some(({ group, version }) => group === target.group && version === target.version))
    throw unknownResource();
  return text('404 page not found\n', 404);
}

/** Answers a request of a resource. Throws a 405 Status for a verb that it does not have. */
export async function answerResource(exchange: Exchange): Promise<Response> {
  const handler = handlerOf(exchange);
  if (handler === undefined) throw methodNotAllowed();
  return handler(exchange);
}
