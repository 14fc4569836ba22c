import { constants, gunzipSync, inflateRawSync } from 'node:zlib';

/** What is unpacked of one archive at most: what is larger could hide anything, and is not written at all. */
const MOST_BYTES = 64 * 2 ** 20;

/** Data inside of data; undefined where it could not be looked into. */
export type Inner = Buffer | undefined;

const GZIP = Buffer.from('1f8b08', 'hex');
const ZIP = Buffer.from('504b0304', 'hex');
const RUN = /[A-Za-z0-9+/_-]{40,}={0,2}/g;
const PHASES = [0, 1, 2, 3];
/** Where a ZIP entry's header has its method, its sizes and the lengths of its name and its further fields. */
const ZIP_HEADER = { method: 8, packedBytes: 18, nameBytes: 26, moreBytes: 28, size: 30 } as const;
const DEFLATED = 8;

function* at(bytes: Buffer, magic: Buffer): Generator<number> {
  for (let found = bytes.indexOf(magic); found !== -1; found = bytes.indexOf(magic, found + 1)) yield found;
}

/** Some bytes that begin as an archive are none, and what is cut still gives its first part. */
function attempt(unpack: () => Buffer): Inner[] {
  try {
    return [unpack()];
  } catch (error) {
    return error instanceof RangeError ? [undefined] : [];
  }
}

function zipEntry(bytes: Buffer, from: number): Inner[] {
  if (from + ZIP_HEADER.size > bytes.length) return [];
  const start =
    from +
    ZIP_HEADER.size +
    bytes.readUInt16LE(from + ZIP_HEADER.nameBytes) +
    bytes.readUInt16LE(from + ZIP_HEADER.moreBytes);
  const packedBytes = bytes.readUInt32LE(from + ZIP_HEADER.packedBytes);
  const data = bytes.subarray(start, packedBytes === 0 ? undefined : start + packedBytes);
  if (bytes.readUInt16LE(from + ZIP_HEADER.method) !== DEFLATED) return [data];
  return attempt(() => inflateRawSync(data, { maxOutputLength: MOST_BYTES, finishFlush: constants.Z_SYNC_FLUSH }));
}

/** Part of what decoded base64 must have to be looked at: at least so many of its first bytes are text. */
const TEXT = /[\x20-\x7e\t\r\n]{12,}/;

/** What is encoded has letters of both cases: names, paths and hashes have one. */
const isMixed = (run: string): boolean => run !== run.toLowerCase() && run !== run.toUpperCase();

function* decodedRuns(text: string): Generator<Buffer> {
  for (const [run] of text.matchAll(RUN)) {
    if (!isMixed(run)) continue;
    for (const phase of PHASES) {
      const bytes = Buffer.from(run.slice(phase), 'base64');
      const isPacked = bytes.includes(GZIP) || bytes.includes(ZIP);
      if (isPacked || TEXT.test(bytes.toString('latin1'))) yield bytes;
    }
  }
}

/** All data that some data holds in another form: gzip and ZIP wherever they begin, and base64. A tar archive hides nothing. */
export function* innerOf(bytes: Buffer, text: string): Generator<Inner> {
  for (const from of at(bytes, GZIP))
    yield* attempt(() =>
      gunzipSync(bytes.subarray(from), { maxOutputLength: MOST_BYTES, finishFlush: constants.Z_SYNC_FLUSH }),
    );
  for (const from of at(bytes, ZIP)) yield* zipEntry(bytes, from);
  yield* decodedRuns(text);
}
