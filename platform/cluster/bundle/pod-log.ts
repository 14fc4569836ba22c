import { createReadStream, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createGunzip } from 'node:zlib';
import type { Answer, LogOptions } from '../cluster.ts';
import { Unreachable } from '../unreachable.ts';
import { segment } from './places.ts';

/** As a live log: evidence, not an archive. */
const MAX_LOG_BYTES = 4 * 2 ** 20;

/** oc asks for logs with the time before each line; a live log has none. */
const STAMP = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)) ?/;

/**
 * A container's log, `namespaces/NS/pods/POD/CONTAINER/CONTAINER/logs/current.log`, as the API would have answered it at the
 * time of collection: `insecure` logs are those of a kubelet whose certificate was refused, `.gz` those that somebody packed.
 */
export async function podLog(roots: readonly string[], options: LogOptions, now: number): Promise<Answer<string>> {
  const { namespace, pod, container, previous } = options;
  const parts = [namespace, pod, ...(container === undefined ? [] : [container])];
  if (parts.some((part) => segment(part) === undefined)) return { kind: 'not-found' };
  const names = ['', '.insecure'].map((way) => `${previous === true ? 'previous' : 'current'}${way}.log`);
  const files = roots
    .map((root) => join(root, 'namespaces', namespace, 'pods', pod))
    .flatMap((folder) =>
      (container === undefined ? containersIn(folder) : [container]).map((one) => [folder, one, one, 'logs']),
    )
    .flatMap((path) => names.flatMap((name) => [join(...path, name), join(...path, `${name}.gz`)]))
    .filter(isFile);
  if (files.length === 0) {
    return {
      kind: 'unreachable',
      reason: `the bundle holds no log of pod ${namespace}/${pod}; collect: oc adm inspect ns/${namespace}`,
    };
  }
  for (const file of files) {
    const text = await lastOf(file);
    if (text !== '') return { kind: 'found', value: shortened(text, options, now) };
  }
  // oc makes the file before it asks: an empty one is of a container that has (or had, before) nothing to say.
  return previous === true ? { kind: 'not-found' } : { kind: 'found', value: '' };
}

function isFile(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

function containersIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
  } catch {
    return [];
  }
}

/** The end of a text file, packed or not, without holding the rest. */
async function lastOf(file: string): Promise<string> {
  const packed = file.endsWith('.gz');
  const size = lstatSync(file).size;
  const start = packed ? 0 : Math.max(0, size - MAX_LOG_BYTES);
  const source = createReadStream(file, { start });
  const stream = packed ? source.pipe(createGunzip()) : source;
  source.on('error', (error) => stream.destroy(error));
  let kept: Buffer = Buffer.alloc(0);
  try {
    for await (const chunk of stream) {
      const all: Buffer = Buffer.concat([kept, chunk]);
      kept = all.length > 2 * MAX_LOG_BYTES ? all.subarray(all.length - MAX_LOG_BYTES) : all;
    }
  } catch {
    throw new Unreachable(`bundle file ${file} cannot be read${packed ? ': it is no gzip file, or cut short' : ''}`);
  }
  return kept.subarray(Math.max(0, kept.length - MAX_LOG_BYTES)).toString('utf8');
}

function shortened(text: string, { tailLines, sinceSeconds }: LogOptions, now: number): string {
  const lines = text.split('\n');
  const ended = lines.at(-1) === '';
  if (ended) lines.pop();
  const since = sinceSeconds === undefined ? undefined : now - sinceSeconds * 1_000;
  const recent = lines.filter((line) => {
    const at = Date.parse(STAMP.exec(line)?.[1] ?? '');
    // A line without a time belongs to the log as much as the others.
    return since === undefined || Number.isNaN(at) || at >= since;
  });
  const last = tailLines === undefined ? recent : recent.slice(Math.max(0, recent.length - tailLines));
  return last
    .map((line) => `${line.replace(STAMP, '')}\n`)
    .join('')
    .slice(0, ended ? undefined : -1);
}
