import { closeSync, openSync, writeSync } from 'node:fs';
import { redact } from '../../platform/redact.ts';
import type { SampleLine } from './sample.ts';

/** The lines as they stand in the file, without secrets. */
export const sampleText = (lines: readonly SampleLine[]): string =>
  lines.map((line) => `${redact(JSON.stringify(line))}\n`).join('');

export interface SampleWriter {
  /** Whole lines, as `sampleText` makes them. They are handed to the system when it returns: whatever happens to this process, they stay. */
  write(text: string): void;
  close(): void;
}

/** Writes a new file of samples, readable by its owner only. */
export function sampleWriter(file: string): SampleWriter {
  const descriptor = openSync(file, 'w', 0o600);
  return {
    write: (text) => writeAll(descriptor, text),
    close: () => closeSync(descriptor),
  };
}

/** One write may take less than all of it, as on a disk that fills up. */
function writeAll(descriptor: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
}
