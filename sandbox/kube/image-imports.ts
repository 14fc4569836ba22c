import { z } from 'zod';
import type { World } from '../world.ts';
import { json } from './answers.ts';
import { body } from './bodies.ts';
import type { Exchange } from './exchange.ts';
import { badRequest } from './status-errors.ts';

const Import = z.looseObject({
  metadata: z.looseObject({ name: z.string().min(1) }),
  spec: z.looseObject({
    import: z.boolean(),
    images: z.array(z.looseObject({ from: z.looseObject({ kind: z.literal('DockerImage'), name: z.string() }) })),
  }),
});

/** `quay.io` of `quay.io/team/image:tag`. */
const registryOf = (image: string): string => image.split('/')[0] ?? '';

const failure = (reason: string, code: number, message: string) => ({
  status: { metadata: {}, status: 'Failure', reason, code, message },
});

function look(world: World, image: string): object {
  const trouble = world.behaviour.kube.registries[registryOf(image)];
  if (trouble === undefined) {
    const tag = image.includes(':') ? image.slice(image.lastIndexOf(':') + 1) : 'latest';
    return { tag, image: { metadata: { name: 'sha256:0' } }, status: { metadata: {}, status: 'Success' } };
  }
  const { refuses, message } = trouble;
  return refuses
    ? failure('Unauthorized', 401, message)
    : failure('InternalError', 500, `Internal error occurred: ${message}`);
}

/**
 * Looks images up without importing them: a question in the form of a creation, as OpenShift's API server answers it.
 * Throws a 400 Status for what is no such question.
 */
export function lookedUp(world: World, asked: unknown): object {
  const parsed = Import.safeParse(asked);
  if (!parsed.success) throw badRequest(`the body is no ImageStreamImport: ${z.prettifyError(parsed.error)}`);
  const { metadata, spec } = parsed.data;
  if (spec.import) throw badRequest('the sandbox has no image registry of its own: only import: false is answered');
  return {
    apiVersion: 'image.openshift.io/v1',
    kind: 'ImageStreamImport',
    metadata: { ...metadata, creationTimestamp: null },
    spec,
    status: { images: spec.images.map(({ from }) => look(world, from.name)) },
  };
}

export async function importImages({ request, kube }: Exchange): Promise<Response> {
  return json(request, lookedUp(kube.world, await body(request)), 201);
}
