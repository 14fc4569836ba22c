import semver from 'semver';
import type { Layout } from '../../layouts/layout.ts';
import { type Deviation, MODEL_SERVERS, type ModelServerData } from '../../layouts/model-servers.ts';
import type { ClusterReader } from '../cluster/reader.ts';
import { declaredModels } from './declared.ts';
import { imageReference } from './image-reference.ts';
import type { ServedModel } from './models.ts';
import { modelsWithPods } from './pods.ts';

/** What serves a model, by the images of its pods. */
export interface ModelServer {
  images: string[];
}

/** The images of the pods that serve a model; none where no declared model is that one, or it has no pods. */
export async function modelServer(
  cluster: Pick<ClusterReader, 'list'>,
  layout: Layout,
  { id, resource }: ServedModel,
): Promise<ModelServer> {
  const own = (await declaredModels(cluster, layout)).filter(({ namespace, name }) =>
    resource === undefined ? name === id : name === resource.name && namespace === resource.namespace,
  );
  const pods = (await modelsWithPods(cluster, own)).flatMap((one) => one.pods);
  const images = pods.flatMap(({ spec }) => (spec?.containers ?? []).flatMap(({ image }) => image ?? []));
  return { images: [...new Set(images)] };
}

/** The sentence that names a known deviation of a server; undefined where its images are not known for it. */
export function knownDeviation(
  { images }: ModelServer,
  wanted: Deviation,
  servers: readonly ModelServerData[] = MODEL_SERVERS,
): string | undefined {
  for (const image of images) {
    const { repository, tag } = imageReference(image);
    const server = servers.find((one) => new RegExp(one.image).test(repository));
    const found = server?.deviations.find(({ deviation }) => deviation === wanted);
    if (server === undefined || found === undefined) continue;
    // Only a version that is known can be known for something.
    const version = tag !== undefined && /^v?\d/.test(tag) ? semver.coerce(tag) : null;
    if (version === null || (found.fixedIn !== undefined && semver.gte(version, found.fixedIn))) continue;
    return `${server.server} ${tag}: ${found.what} (${found.source})`;
  }
  return undefined;
}
