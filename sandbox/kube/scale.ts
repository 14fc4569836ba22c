import { z } from 'zod';
import type { KubeObject } from '../object.ts';
import { json } from './answers.ts';
import { body, mediaType } from './bodies.ts';
import type { Exchange } from './exchange.ts';
import { refOf } from './object-store.ts';
import { storedObject } from './reading.ts';
import { badRequest, unsupportedMediaType } from './status-errors.ts';
import { isDryRun } from './writing.ts';

const Scale = z.object({ spec: z.object({ replicas: z.number().int().min(0) }) });

function scaleOf({ metadata, spec, status }: KubeObject, replicas: number = spec?.replicas ?? 1) {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = metadata;
  const selector = Object.entries(spec?.selector?.matchLabels ?? {})
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: { replicas },
    status: { replicas: status?.replicas ?? 0, selector },
  };
}

export const getScale = (exchange: Exchange): Promise<Response> =>
  json(exchange.request, scaleOf(storedObject(exchange)));

/** Sets the number of replicas, by a Scale or by a merge patch of one. */
export async function setScale(exchange: Exchange): Promise<Response> {
  const { request, query, kube } = exchange;
  const object = storedObject(exchange);
  if (mediaType(request) === 'application/json-patch+json')
    throw unsupportedMediaType(mediaType(request), ['application/merge-patch+json']);
  const parsed = Scale.safeParse(await body(request));
  if (!parsed.success) throw badRequest(`the body is no Scale: ${z.prettifyError(parsed.error)}`);
  const { replicas } = parsed.data.spec;
  if (isDryRun(query)) return json(request, scaleOf(object, replicas));
  kube.world.objects.edit(refOf(object), ({ spec }) => {
    spec.replicas = replicas;
  });
  return json(request, scaleOf(storedObject(exchange)));
}
