import { list, type ReadEntry } from 'tar';
import { type Scan, scannedStream } from './scan.ts';

/** A secret that was found in an archive: where, and of which kind. */
export interface Finding {
  path: string;
  kind: string;
}

/** Reads an archive as whoever gets it will: every byte of every file, and the names. Answers the first secret found. */
export async function scanArchive(file: string, scan: Scan): Promise<Finding | undefined> {
  let found: Finding | undefined;
  const note = (path: string, kind: string | undefined): void => {
    if (kind !== undefined) found ??= { path, kind };
  };
  await list({
    file,
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
  return found;
}
