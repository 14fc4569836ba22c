import { z } from 'zod';
import type { RawList } from './cache.ts';
import type { Kind, ListOptions } from './cluster.ts';
import type { ApiAnswer, Connection } from './connection.ts';
import type { Discovery } from './discovery.ts';
import { listParts } from './list-items.ts';
import { collectionPath, RawObject, slim } from './objects.ts';
import { parsedAs, refused } from './status.ts';
import { Unreachable } from './unreachable.ts';

/** As kubectl: larger pages are hardly quicker, and cost memory on both sides. Kinds of large or tiny objects have their own. */
const PAGE_ITEMS = 500;
/** No cluster has so many objects of one kind that is read here: a list that goes on has no end. */
const MOST_PAGES = 1_000;

const EMPTY_LIST = Buffer.from('[]');

const Page = z.looseObject({
  items: z.array(RawObject).nullable(),
  metadata: z.looseObject({ continue: z.string().optional() }).optional(),
});

/** A page with its objects reduced; each is parsed by itself (list-items.ts), so that none but one is held whole. Throws Unreachable. */
function readPage(
  kind: Kind<unknown>,
  where: string,
  path: string,
  answer: ApiAnswer,
): { objects: RawObject[]; from?: string } {
  const { body, contentType } = answer;
  const parts = listParts(body);
  const [begin, end] = parts?.whole ?? [0, 0];
  // What stands for the items is empty: had the page a second list of them, that would be seen.
  const rest = parts === undefined ? body : Buffer.concat([body.subarray(0, begin), EMPTY_LIST, body.subarray(end)]);
  const page = parsedAs(Page, where, path, { body: rest, contentType });
  const objects = (page.items ?? []).map((item) => slim(item, kind));
  for (const [first, past] of parts?.items ?? [])
    objects.push(slim(parsedAs(RawObject, where, path, { body: body.subarray(first, past), contentType }), kind));
  return { objects, from: page.metadata?.continue || undefined };
}

/** A continue token is older than the API server keeps history (5 minutes): what was read so far is no one state. */
class Expired extends Error {}

/** Reads page after page; each is reduced before the next is asked for, so that one page is all that is held whole. */
async function pages(
  kind: Kind<unknown>,
  { namespace, labelSelector }: ListOptions,
  connection: Connection,
): Promise<RawObject[] | ApiAnswer> {
  const path = collectionPath(kind, namespace);
  const limit = kind.pageItems ?? PAGE_ITEMS;
  const objects: RawObject[] = [];
  const seen = new Set<string>();
  let from: string | undefined;
  do {
    const answer = await connection.send({ path, query: { limit, labelSelector, continue: from } });
    if (answer.status === 410) throw new Expired();
    if (answer.status !== 200) return answer;
    const page = readPage(kind, connection.url, path, answer);
    for (const object of page.objects) objects.push(object);
    from = page.from;
    if (from !== undefined && (seen.has(from) || seen.size >= MOST_PAGES))
      throw new Unreachable(
        `${connection.url} lists ${kind.plural} without end: it was left after ${seen.size + 1} pages`,
      );
    if (from !== undefined) seen.add(from);
  } while (from !== undefined);
  return objects;
}

/** Reads a whole list, page by page; begins again once where its continue token expires. Throws Unreachable. */
export async function readList(
  kind: Kind<unknown>,
  options: ListOptions,
  connection: Connection,
  types: Discovery,
): Promise<RawList> {
  const path = collectionPath(kind, options.namespace);
  const attempt = async (mayRestart: boolean): Promise<RawObject[] | ApiAnswer> => {
    try {
      return await pages(kind, options, connection);
    } catch (error) {
      if (!(error instanceof Expired)) throw error;
      if (mayRestart) return attempt(false);
      throw new Unreachable(`the list of ${kind.plural} expired twice while it was read (410)`);
    }
  };
  const read = await attempt(true);
  if (Array.isArray(read)) return { kind: 'found', value: read };
  if (read.status === 404) {
    if (!(await types.serves(kind))) return { kind: 'type-missing' };
    return {
      kind: 'unreachable',
      reason: `${connection.url} serves ${kind.plural}, yet answered 404 to a list of them`,
    };
  }
  const { namespace } = options;
  return refused(connection.url, path, read, { verb: 'list', group: kind.group, resource: kind.plural, namespace });
}
