import { z } from 'zod';
import { firstLine } from '../connection-failure.ts';
import { redact } from '../redact.ts';
import type { Answer, ImageLook } from './cluster.ts';
import type { Connection } from './connection.ts';
import { parsedAs, refused, statusOf } from './status.ts';

const GROUP = 'image.openshift.io';
/** The namespace that is asked in: every cluster has it. The cluster's own pull secret counts in all of them. */
const NAMESPACE = 'default';
const PATH = `/apis/${GROUP}/v1/namespaces/${NAMESPACE}/imagestreamimports`;

const Text = z.string().optional().catch(undefined);
const Looked = z.looseObject({
  status: z.looseObject({
    images: z.array(
      z.looseObject({
        status: z.looseObject({ status: Text, reason: Text, message: Text }).optional().catch(undefined),
      }),
    ),
  }),
});

/**
 * Asks OpenShift to look images up in their registries, with the cluster's own network, trust and pull secret. The
 * question has the form of a creation with `import: false`: nothing is imported, and nothing is stored.
 */
export async function lookUpImages(connection: Connection, images: readonly string[]): Promise<Answer<ImageLook[]>> {
  const body = {
    apiVersion: `${GROUP}/v1`,
    kind: 'ImageStreamImport',
    metadata: { name: 'maas-verify-lookup', namespace: NAMESPACE },
    spec: { import: false, images: images.map((name) => ({ from: { kind: 'DockerImage', name } })) },
  };
  const answer = await connection.send({ method: 'POST', path: PATH, body, retry: false });
  if (answer.status === 404 && statusOf(answer)?.details?.kind !== 'namespaces') return { kind: 'type-missing' };
  if (answer.status !== 200 && answer.status !== 201) {
    const permission = { verb: 'create', group: GROUP, resource: 'imagestreamimports', namespace: NAMESPACE };
    return refused(connection.url, PATH, answer, permission);
  }
  const { status } = parsedAs(Looked, connection.url, PATH, answer);
  // The answers come in the order of the questions, and name them no more.
  const looks = images.map((image, index): ImageLook => {
    const told = status.images[index]?.status;
    if (told?.status === 'Success') return { image, found: true };
    const why = [told?.reason, told?.message].filter((part) => part !== undefined && part !== '').join(': ');
    return { image, found: false, reason: firstLine(redact(why || 'no reason given'), 300) };
  });
  return { kind: 'found', value: looks };
}
