import { constants, gunzipSync, inflateRawSync } from 'node:zlib';

/** What is unpacked of one archive at most: what is larger could hide anything, and is not written at all. */
const MOST_BYTES = 64 * 2 ** 20;

/** Data inside of data; undefined where it could not be looked into. */
export type Inner = Buffer | undefined;

const GZIP = Buffer.from('1f8b08', 'hex');
const ZIP = Buffer.from('504b0304', 'hex');
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

/** Shorter runs of base64 hide no more than what stands in them. */
const LEAST_RUN = 40;
const [SMALL, CAPITAL, OTHER] = [1, 2, 4];
/** What a byte is to base64, of either alphabet; 0: no part of it. */
const CLASSES = Uint8Array.from({ length: 256 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (/[a-z]/.test(character)) return SMALL;
  if (/[A-Z]/.test(character)) return CAPITAL;
  return /[0-9+/_-]/.test(character) ? OTHER : 0;
});

/** Where a run of base64 ends that begins at `from`. */
function endOf(bytes: Buffer, from: number): number {
  let at = from;
  while (at < bytes.length && CLASSES[bytes[at] ?? 0] !== 0) at += 1;
  return at;
}

/** What is encoded has letters of both cases: names, paths and hashes have one. */
function isMixed(bytes: Buffer, from: number, to: number): boolean {
  let seen = 0;
  for (let at = from; at < to; at += 1) seen |= CLASSES[bytes[at] ?? 0] ?? 0;
  return (seen & SMALL) !== 0 && (seen & CAPITAL) !== 0;
}

/** Runs of base64 that may be encoded data, without their padding. A list: what yields is many times slower here. */
function runs(bytes: Buffer): string[] {
  const found: string[] = [];
  for (let from = 0; from < bytes.length; ) {
    const to = endOf(bytes, from);
    if (to - from >= LEAST_RUN && isMixed(bytes, from, to)) found.push(bytes.toString('latin1', from, to));
    from = to + 1;
  }
  return found;
}

function* decodedRuns(data: Buffer): Generator<Buffer> {
  for (const run of runs(data)) {
    for (const phase of PHASES) {
      const bytes = Buffer.from(run.slice(phase), 'base64');
      const isPacked = bytes.includes(GZIP) || bytes.includes(ZIP);
      if (isPacked || TEXT.test(bytes.toString('latin1'))) yield bytes;
    }
  }
}

/** All data that some data holds in another form: gzip and ZIP wherever they begin, and base64. A tar archive hides nothing. */
export function* innerOf(bytes: Buffer): Generator<Inner> {
  for (const from of at(bytes, GZIP))
    yield* attempt(() =>
      gunzipSync(bytes.subarray(from), { maxOutputLength: MOST_BYTES, finishFlush: constants.Z_SYNC_FLUSH }),
    );
  for (const from of at(bytes, ZIP)) yield* zipEntry(bytes, from);
  yield* decodedRuns(bytes);
}
