import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { Parser, type ReadEntry } from 'tar';
import { type Scan, scannedStream } from './scan.ts';

/** A secret that was found in an archive: where, and of which kind. */
export interface Leak {
  path: string;
  kind: string;
}

/**
 * Reads a .tar.gz as whoever gets it will: every byte of every file, and the names. Answers the first secret found. It is
 * unpacked piece by piece: what packs well would be held whole by a parser that is given a whole file.
 */
export async function scanArchive(file: string, scan: Scan): Promise<Leak | undefined> {
  let found: Leak | undefined;
  let failed: Error | undefined;
  const note = (path: string, kind: string | undefined): void => {
    if (kind !== undefined) found ??= { path, kind };
  };
  const parser = new Parser({
    strict: true,
    onReadEntry(entry: ReadEntry) {
      const { path } = entry;
      note('the name of a file', scan(Buffer.from(path)));
      const stream = scannedStream(scan);
      entry.on('data', (bytes: Buffer) => {
        if (found === undefined) note(path, stream.push(bytes));
      });
      entry.on('end', () => {
        if (found === undefined) note(path, stream.end());
      });
    },
  });
  parser.on('error', (error: Error) => {
    failed ??= error;
  });
  await pipeline(createReadStream(file), createGunzip(), async (pieces: AsyncIterable<Buffer>) => {
    for await (const bytes of pieces) {
      if (failed !== undefined) throw failed;
      if (found === undefined) parser.write(bytes);
    }
    parser.end();
  });
  // What follows a secret is not read: to the parser the archive then ends too early.
  if (found === undefined && failed !== undefined) throw failed;
  return found;
}
