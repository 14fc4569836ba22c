import semver from 'semver';
import type { Layout } from '../../layouts/layout.ts';
import { type Deviation, MODEL_SERVERS, type ModelServerData } from '../../layouts/model-servers.ts';
import { isLive } from '../cluster/pods.ts';
import type { ClusterReader } from '../cluster/reader.ts';
import { wordsOf } from './command-line.ts';
import { declaredModels } from './declared.ts';
import { imageReference } from './image-reference.ts';
import type { ServedModel } from './models.ts';
import { modelsWithPods } from './pods.ts';

/** What serves a model: the images of its pods. */
export interface ModelServer {
  images: string[];
}

/** A container of a model's pods, and the words of its command line. */
export interface ServerContainer {
  image: string;
  words: string[];
}

/** The images of the pods that serve a model; none where no declared model is that one, or it has no pods. */
export async function modelServer(
  cluster: Pick<ClusterReader, 'list'>,
  layout: Layout,
  model: ServedModel,
): Promise<ModelServer> {
  const containers = await serverContainers(cluster, layout, model);
  return { images: [...new Set(containers.map(({ image }) => image))] };
}

/** The containers of the pods that serve a model. */
export async function serverContainers(
  cluster: Pick<ClusterReader, 'list'>,
  layout: Layout,
  { id, resource }: ServedModel,
): Promise<ServerContainer[]> {
  const own = (await declaredModels(cluster, layout)).filter(({ namespace, name }) =>
    resource === undefined ? name === id : name === resource.name && namespace === resource.namespace,
  );
  const pods = (await modelsWithPods(cluster, own)).flatMap((one) => one.pods);
  return pods
    .filter(isLive)
    .flatMap(({ spec }) => spec?.containers ?? [])
    .flatMap((container) =>
      container.image === undefined ? [] : [{ image: container.image, words: wordsOf(container) }],
    );
}

/** Those of the containers that are llm-d's simulator. */
export function simulators(
  containers: readonly ServerContainer[],
  servers: readonly ModelServerData[] = MODEL_SERVERS,
): ServerContainer[] {
  const images = servers.filter(({ server }) => server === SIMULATOR).map(({ image }) => new RegExp(image));
  return containers.filter(({ image }) => images.some((pattern) => pattern.test(imageReference(image).repository)));
}

/** Its name in model-servers.yaml. */
const SIMULATOR = 'llm-d-inference-sim';

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
