import { z } from 'zod';
import type { Answer } from '../cluster.ts';
import type { ApiAnswer, ApiRequest } from '../connection.ts';
import { channelTo, connectionOver } from '../direct-connection.ts';
import { type Channel, sendPacked } from '../http.ts';
import { collectionPath, RawObject } from '../objects.ts';
import { unpacked } from '../packing.ts';
import { complaint, parsedAs, refused, statusOf } from '../status.ts';
import { answered, Unreachable } from '../unreachable.ts';
import { discovered } from './discovered.ts';
import type { ListReader, LogQuestion, RawCluster, ServedType } from './raw-cluster.ts';
import { streamed } from './streamed.ts';

/** Objects a page: of large ones, a page is a few megabytes. */
const PAGE_ITEMS = 250;
/** Of kinds whose objects may have a megabyte each. */
const LARGE: Readonly<Record<string, number>> = { customresourcedefinitions: 25, packagemanifests: 25 };
/** A list that goes on has no end. */
const MOST_PAGES = 2_000;

const Page = z.looseObject({
  items: z.array(RawObject).nullable(),
  metadata: z.looseObject({ continue: z.string().optional() }).optional(),
});
const Version = z.looseObject({ gitVersion: z.string() });

/** Kinds are shared with those of the checks, whose schemas are of no use here. */
const asKind = ({ group, version, plural, kind, namespaced }: ServedType) => ({
  group,
  version,
  plural,
  kind,
  namespaced,
  schema: RawObject,
});

/** How often a list begins anew because its continue token has expired. One that is longer than that lasts has no end. */
const RESTARTS = 2;

async function pages(
  send: (request: ApiRequest) => Promise<ApiAnswer>,
  where: string,
  type: ServedType,
  namespace: string | undefined,
  reader: ListReader,
): Promise<Answer<number>> {
  const path = collectionPath(asKind(type), namespace);
  const limit = LARGE[type.plural] ?? PAGE_ITEMS;
  let count = 0;
  let restarts = 0;
  let from: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer = await send({ path, query: { limit, continue: from } });
    if (answer.status === 410 && from !== undefined && restarts < RESTARTS) {
      restarts += 1;
      count = 0;
      from = undefined;
      await reader.restart();
      continue;
    }
    if (answer.status === 404) return { kind: 'type-missing' };
    if (answer.status !== 200)
      return refused(where, path, answer, { verb: 'list', group: type.group, resource: type.plural, namespace });
    const { items, metadata } = parsedAs(Page, where, path, answer);
    count += items?.length ?? 0;
    await reader.page(items ?? []);
    from = metadata?.continue || undefined;
    if (from === undefined) return { kind: 'found', value: count };
  }
  throw new Unreachable(`${where} lists ${type.plural} without end: it was left after ${MOST_PAGES} pages`);
}

async function logOf(
  channel: Channel,
  { namespace, pod, container, previous, sinceSeconds, tailLines }: LogQuestion,
  take: (bytes: Uint8Array) => Promise<void>,
  signal?: AbortSignal,
): Promise<Answer<'ended'>> {
  const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(pod)}/log`;
  const query = { container, previous: previous || undefined, sinceSeconds, tailLines, timestamps: true };
  const answer = await streamed(channel, { path, query, accept: '*/*' }, take, signal);
  if (answer === 'ended') return { kind: 'found', value: answer };
  // A container that has not started, or had no life before this one, has no log: 400 with a Status.
  if ((answer.status === 404 || answer.status === 400) && statusOf(answer) !== undefined) return { kind: 'not-found' };
  if (answer.status === 404) return { kind: 'unreachable', reason: complaint(channel.url, path, answer) };
  return refused(channel.url, path, answer, {
    verb: 'get',
    group: '',
    resource: 'pods',
    subresource: 'log',
    namespace,
  });
}

/**
 * Opens a context of a kubeconfig, or the cluster around this process, for a collector. Nothing is asked yet. Throws
 * Unreachable where the kubeconfig cannot be used.
 * @param connections how many questions are asked at a time
 */
export async function openRawCluster(
  { kubeconfig, context }: { kubeconfig?: string; context?: string },
  connections: number,
): Promise<RawCluster> {
  const channel = await channelTo(kubeconfig, context, connections);
  const asking =
    (signal?: AbortSignal) =>
    async (request: ApiRequest): Promise<ApiAnswer> =>
      unpacked(await sendPacked(channel, request, signal), channel.url, request.path);
  return {
    where: channel.url,
    connection: connectionOver(channel),
    discover: (signal) => answered(() => discovered(asking(signal), channel.url)),
    list: (type, namespace, reader, signal) =>
      answered(() => pages(asking(signal), channel.url, type, namespace, reader)),
    log: (question, take, signal) => answered(() => logOf(channel, question, take, signal)),
    version: (signal) =>
      answered(async () => {
        const answer = await asking(signal)({ path: '/version' });
        if (answer.status !== 200)
          return refused(channel.url, '/version', answer, { verb: 'get', group: '', resource: '/version' });
        return { kind: 'found', value: parsedAs(Version, channel.url, '/version', answer).gitVersion };
      }),
    close: () => channel.dispatcher.destroy(),
  };
}
