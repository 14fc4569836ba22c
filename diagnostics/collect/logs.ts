import { deadline, WAITS } from '../../platform/waits.ts';
import type { ManifestItem } from '../manifest/manifest.ts';
import { redactedStream } from '../redaction/log-stream.ts';
import type { SeenContainer } from './containers.ts';
import type { Collecting } from './context.ts';
import { logFile } from './log-file.ts';
import { missed } from './outcome.ts';

/** A log that is to be read. */
export interface WantedLog extends SeenContainer {
  previous: boolean;
}

/** The last lines of a log, at most; and at most so many bytes of it. */
const TAIL_LINES = 100_000;
const MOST_LOG_BYTES = 16 * 2 ** 20;
/** Less than this is no log. */
const LEAST_LOG_BYTES = 64 * 1024;

/** What a log may take of the room that is left, when so many logs are still to come. */
export function roomOf({ staging, bounds }: Pick<Collecting, 'staging' | 'bounds'>, left: number): number {
  const share = Math.floor((bounds.bytes - staging.bytes()) / Math.max(1, left));
  return Math.min(MOST_LOG_BYTES, share);
}

const idOf = ({ namespace, pod, container, previous }: WantedLog): string =>
  `log ${namespace}/${pod}/${container}${previous ? ' before its restart' : ''}`;

type Told = Pick<ManifestItem, 'outcome' | 'permission' | 'reason' | 'bytes'>;

async function read(
  log: WantedLog,
  collecting: Collecting,
  room: number,
  parts: string[],
  heard: Heard,
): Promise<Told> {
  const { raw, staging, redactor, bounds } = collecting;
  const late = deadline(WAITS.collectedLog);
  const signal = AbortSignal.any([collecting.signal, late]);
  const clean = redactedStream((text) => redactor.text(text));
  const file = await logFile(staging, parts, room);
  const put = async (text: string): Promise<void> => {
    if (text === '') return;
    heard(log, text);
    await file.write(text);
  };
  let bytes = 0;
  try {
    const question = { ...log, sinceSeconds: bounds.sinceSeconds, tailLines: TAIL_LINES };
    const answer = await raw.log(question, (piece) => put(clean.push(piece)), signal);
    await put(clean.end());
    bytes = await file.close();
    if (answer.kind !== 'found') {
      if (bytes === 0) await staging.remove(parts, 0);
      return { ...missed(answer, signal.aborted), bytes };
    }
  } catch (error) {
    bytes = await file.close();
    throw error;
  }
  return file.dropped() === 0
    ? { outcome: 'collected', bytes }
    : { outcome: 'truncated', bytes, reason: `its last ${bytes} bytes: ${file.dropped()} older ones were left out` };
}

/** Is told of every piece of a log that is written. */
export type Heard = (log: WantedLog, text: string) => void;

/** Reads one log into its file, and says what became of it. */
export async function collectLog(
  log: WantedLog,
  collecting: Collecting,
  room: number,
  heard: Heard,
): Promise<ManifestItem> {
  const start = performance.now();
  const { namespace, pod, container, previous } = log;
  const parts = [
    ...['namespaces', namespace, 'pods', pod, container, container, 'logs'],
    `${previous ? 'previous' : 'current'}.log`,
  ];
  const end = (told: Told): ManifestItem => ({
    id: idOf(log),
    ms: performance.now() - start,
    paths: told.bytes === 0 ? [] : [parts.join('/')],
    ...told,
  });
  if (room < LEAST_LOG_BYTES) return end({ outcome: 'left-out', bytes: 0, reason: '--max-size leaves no room for it' });
  try {
    return end(await read(log, collecting, room, [...collecting.root, ...parts], heard));
  } catch (error) {
    return end({ outcome: 'failed', bytes: 0, reason: error instanceof Error ? error.message : String(error) });
  }
}
