import { randomUUID } from 'node:crypto';
import type { Catalogue } from '../maas-api/catalogue.ts';
import type { World } from '../world.ts';
import { mayUse } from './access.ts';
import type { Call } from './call.ts';
import type { Authenticated } from './identity.ts';
import type { Inference } from './inference.ts';
import type { ServedModel } from './served-models.ts';

const CHAT = '/v1/chat/completions';
const NO_BODY = new Uint8Array(0);

interface Parts {
  models(): ServedModel[];
  infer: Inference;
  authenticate(headers: Headers): Promise<Authenticated>;
}

/** How maas-api finds the models and who may use them: the release sends a request through the gateway, the guide asks. */
export function catalogueAccess(world: World, { models, infer, authenticate }: Parts): Catalogue {
  return {
    models,
    async mayUse(authorization, { resource, namespace }, { counted }) {
      const model = models().find((served) => served.resource === resource && served.namespace === namespace);
      if (model === undefined) return false;
      const probe = probeOf(world, authorization, model);
      const destination = { model, path: CHAT };
      if (world.installation === 'maas-0.0.2') return (await infer(probe, destination, { counted })).ok;
      if (counted && !(await infer(probe, destination)).ok) return false;
      const caller = await authenticate(probe.request.headers);
      return 'open' in caller || ('identity' in caller && mayUse(world, caller.identity, model));
    },
  };
}

/** The request by which maas-api asks whether a caller may use a model. */
function probeOf(world: World, authorization: string, { namespace, resource }: ServedModel): Call {
  const path = world.installation === 'guide' ? CHAT : `/${namespace}/${resource}${CHAT}`;
  const request = new Request(`http://gateway${path}`, { method: 'OPTIONS', headers: { authorization } });
  return { request, method: 'OPTIONS', path, query: '', body: NO_BODY, requestId: randomUUID() };
}
