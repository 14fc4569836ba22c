import { text } from './answers.ts';
import type { Exchange } from './exchange.ts';
import { storedObject } from './reading.ts';
import { badRequest } from './status-errors.ts';

const FOLLOW_INTERVAL_MS = 100;

/** The container that a log is asked of. Throws a 400 Status when the pod has several and none is named, or not that one. */
function containerOf(exchange: Exchange): string {
  const pod = storedObject(exchange);
  const names = [...(pod['spec']?.initContainers ?? []), ...(pod['spec']?.containers ?? [])].map(
    ({ name }: { name: string }) => name,
  );
  const main: { name: string }[] = pod['spec']?.containers ?? [];
  const asked = exchange.query.get('container') ?? '';
  if (asked !== '') {
    if (names.includes(asked)) return asked;
    throw badRequest(`container ${asked} is not valid for pod ${pod.metadata.name}`);
  }
  const preferred = pod.metadata.annotations?.['kubectl.kubernetes.io/default-container'] ?? main[0]?.name;
  if (main.length === 1 && preferred !== undefined) return preferred;
  throw badRequest(
    `a container name must be specified for pod ${pod.metadata.name}, choose one of: [${main.map(({ name }) => name).join(' ')}]`,
  );
}

/** The time at the head of a line that has one. */
const timeOf = (line: string): number =>
  Date.parse(/\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d)/.exec(line)?.[0] ?? '');

/** Lines without a time belong to the last line before them that has one. */
function since(lines: string[], seconds: number): string[] {
  const from = Date.now() - seconds * 1000;
  const first = lines.findIndex((line) => timeOf(line) >= from);
  if (first !== -1) return lines.slice(first);
  return lines.some((line) => !Number.isNaN(timeOf(line))) ? [] : lines;
}

function selected(lines: string[], query: URLSearchParams): string[] {
  const sinceSeconds = Number(query.get('sinceSeconds') ?? Number.NaN);
  const tail = Number(query.get('tailLines') ?? Number.NaN);
  const recent = sinceSeconds > 0 ? since(lines, sinceSeconds) : lines;
  return tail >= 0 ? recent.slice(Math.max(0, recent.length - tail)) : recent;
}

const joined = (lines: string[]): string => lines.map((line) => `${line}\n`).join('');

function followed(read: () => string[], first: string[], closing: AbortSignal): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let last = read().at(-1);
  let count = read().length;
  let ticking: ReturnType<typeof setInterval> | undefined;
  return new ReadableStream({
    start(controller) {
      controller.enqueue(encoder.encode(joined(first)));
      ticking = setInterval(() => {
        const lines = read();
        // The log is bounded: once its head is cut, the last line seen tells where to go on.
        const from = lines[count - 1] === last ? count : lines.lastIndexOf(last ?? '') + 1;
        if (lines.length > from) controller.enqueue(encoder.encode(joined(lines.slice(from))));
        count = lines.length;
        last = lines.at(-1);
      }, FOLLOW_INTERVAL_MS);
      closing.addEventListener('abort', () => {
        clearInterval(ticking);
        controller.close();
      });
    },
    cancel: () => clearInterval(ticking),
  });
}

/** `pods/NAME/log`: what a container has printed (tailLines, sinceSeconds, previous, follow). */
export function podLog(exchange: Exchange): Response {
  const { kube, target, query } = exchange;
  const container = containerOf(exchange);
  const at = { namespace: target.namespace ?? '', pod: target.name ?? '', container };
  if (query.get('previous') === 'true') {
    const before = kube.world.logs.read({ ...at, container: `${container}.previous` });
    if (before.length > 0) return text(joined(selected(before, query)));
    throw badRequest(`previous terminated container "${container}" in pod "${at.pod}" not found`);
  }
  const read = (): string[] => kube.world.logs.read(at);
  const lines = selected(read(), query);
  if (query.get('follow') !== 'true') return text(joined(lines));
  return new Response(followed(read, lines, kube.closing), {
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  });
}
