import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { codeOf } from '../../platform/file-trouble.ts';
import type { CountersRecord } from '../metering/record.ts';
import { type RunEnd, type RunHead, type Sample, SampleLine, type WatchRecord } from './sample.ts';

/** The samples are not what they must be. One line, ready to print. */
export class SamplesError extends Error {
  override name = 'SamplesError';
}

/** What a run has written. */
export interface Recorded {
  head: RunHead;
  samples: Sample[];
  watch: WatchRecord[];
  /** Absent where the run was cut off. */
  end?: RunEnd;
  /** The last line was cut, as of a process that was killed while it wrote; it is left out. */
  cut: boolean;
  /** What Prometheus had of the platform’s counters meanwhile; absent where nobody looked. */
  counters?: CountersRecord;
}

function parsed(line: string): SampleLine | undefined {
  try {
    return SampleLine.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

/** Reads a file of samples. A cut last line is left out and told; any other that is none is a mistake. Throws SamplesError. */
export async function readSamples(file: string): Promise<Recorded> {
  const found: { head?: RunHead; end?: RunEnd } = {};
  const samples: Sample[] = [];
  const watch: WatchRecord[] = [];
  let bad: number | undefined;
  let number = 0;
  try {
    for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
      number += 1;
      if (bad !== undefined) throw new SamplesError(`samples ${file}, line ${bad}: not a line of samples`);
      const line = parsed(text);
      if (line === undefined) bad = number;
      else if (line.type === 'sample') samples.push(line);
      else if (line.type === 'watch') watch.push(line);
      else if (line.type === 'run') found.head = line;
      else found.end = line;
    }
  } catch (error) {
    if (error instanceof SamplesError) throw error;
    throw new SamplesError(`samples ${file} cannot be read: ${codeOf(error)}`);
  }
  if (found.head === undefined)
    throw new SamplesError(`samples ${file} do not begin with the head of a run of this version`);
  return { head: found.head, samples, watch, ...(found.end && { end: found.end }), cut: bad !== undefined };
}
