import type { KubeObject } from '../object.ts';
import type { Exchange } from './exchange.ts';
import type { StoreChange } from './history.ts';
import { selectorOf, storedAs, storedObjects } from './reading.ts';
import { type Representation, represent, representation } from './representation.ts';
import type { Selector } from './selectors.ts';
import { badRequest, expired } from './status-errors.ts';

type EventType = 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';

const BOOKMARK_INTERVAL_MS = 60_000;
/** A watch without a timeout of its own ends after half an hour, as the API server's shortest does. */
const LONGEST_SECONDS = 1_800;

interface Plan {
  /** Whether the objects that exist are sent first. */
  initial: boolean;
  /** The changes to send after them. */
  since: StoreChange[];
  bookmarks: boolean;
  /** The bookmark that says that the objects that existed have all been sent. */
  initialEnd: boolean;
  timeoutMs: number;
}

function plan({ kube, query }: Exchange): Plan {
  const version = query.get('resourceVersion') ?? '';
  const initialEvents = query.get('sendInitialEvents');
  const bookmarks = query.get('allowWatchBookmarks') === 'true';
  const timeoutMs = Number(query.get('timeoutSeconds') ?? LONGEST_SECONDS) * 1000;
  if (!/^\d*$/.test(version) || Number.isNaN(timeoutMs)) throw badRequest(`Invalid value: "${version}"`);
  const initial = initialEvents === 'true' || (initialEvents === null && ['', '0'].includes(version));
  const since = initial || version === '' ? [] : kube.world.objects.changesAfter(Number(version));
  if (since === undefined) {
    throw expired(`too old resource version: ${version} (${kube.world.objects.resourceVersion()})`);
  }
  return { initial, since, bookmarks, initialEnd: initialEvents === 'true' && bookmarks, timeoutMs };
}

/** What a change means to a watch of some objects only: an object may come into sight or leave it without being new or gone. */
function seen(change: StoreChange, selects: Selector): { type: EventType; object: KubeObject } | undefined {
  const { before, after } = change;
  const was = before !== undefined && selects(before);
  if (after !== undefined && selects(after)) return { type: was ? 'MODIFIED' : 'ADDED', object: after };
  if (!was) return undefined;
  const metadata = { ...before.metadata, resourceVersion: String(change.resourceVersion) };
  return { type: 'DELETED', object: { ...(after ?? before), metadata } };
}

function scopeOf(exchange: Exchange): Selector {
  const { type, target } = exchange;
  const selector = selectorOf(exchange) ?? (() => true);
  const { group, kind } = storedAs(type);
  return (object) =>
    object.kind === kind &&
    (group === '' ? !object.apiVersion.includes('/') : object.apiVersion.startsWith(`${group}/`)) &&
    (target.namespace === undefined || !type.namespaced || object.metadata.namespace === target.namespace) &&
    (target.name === undefined || object.metadata.name === target.name) &&
    selector(object);
}

function bookmark({ kube, type }: Exchange, initialEnd: boolean): KubeObject {
  const annotations = initialEnd ? { 'k8s.io/initial-events-end': 'true' } : undefined;
  return {
    apiVersion: type.group === '' ? type.version : `${type.group}/${type.version}`,
    kind: type.kind,
    metadata: { name: '', resourceVersion: String(kube.world.objects.resourceVersion()), annotations },
  };
}

function line(exchange: Exchange, form: Representation, event: EventType, object: KubeObject): string {
  const { type, query } = exchange;
  const shown =
    event === 'BOOKMARK' && form !== 'table' ? object : represent(object, type, form, query.get('includeObject'));
  return `${JSON.stringify({ type: event, object: shown })}\n`;
}

/** Answers a watch: a stream of one JSON event a line, until its timeout, the client's leaving or the server's closing. */
export function watch(exchange: Exchange): Response {
  const { kube, request } = exchange;
  const { initial, since, bookmarks, initialEnd, timeoutMs } = plan(exchange);
  const selects = scopeOf(exchange);
  const form = representation(request.headers.get('accept'));
  const encoder = new TextEncoder();
  const ended = AbortSignal.any([kube.closing, AbortSignal.timeout(timeoutMs)]);
  let stop = (): void => undefined;
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      const send = (type: EventType, object: KubeObject): void =>
        controller.enqueue(encoder.encode(line(exchange, form, type, object)));
      const follow = (change: StoreChange): void => {
        const event = seen(change, selects);
        if (event !== undefined) send(event.type, event.object);
      };
      if (initial) for (const object of storedObjects(exchange).filter(selects)) send('ADDED', object);
      since.forEach(follow);
      if (initialEnd) send('BOOKMARK', bookmark(exchange, true));
      const unsubscribe = kube.world.objects.subscribe(follow);
      const ticking = bookmarks
        ? setInterval(() => send('BOOKMARK', bookmark(exchange, false)), BOOKMARK_INTERVAL_MS)
        : undefined;
      stop = () => {
        unsubscribe();
        clearInterval(ticking);
      };
      const end = (): void => {
        stop();
        controller.close();
      };
      ended.addEventListener('abort', end, { once: true });
      const leave = stop;
      stop = () => {
        leave();
        ended.removeEventListener('abort', end);
      };
    },
    cancel: () => stop(),
  });
  return new Response(stream, {
    headers: { 'content-type': 'application/json', 'cache-control': 'no-cache, private' },
  });
}
