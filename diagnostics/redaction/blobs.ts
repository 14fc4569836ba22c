import { runsOf } from './runs.ts';

/** A run of base64 that is long enough to hide a token. */
const LEAST = 24;
/** Paths, names and hashes are runs too; what is encoded has capitals and small letters. */
const CAPITAL = /[A-Z]/;
const SMALL = /[a-z]/;

/** What packed data begins with (gzip, ZIP, bzip2, zstd, xz, 7-Zip, tar): nobody looks into it, so it does not stay. */
const PACKED =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are bytes of data.
  /\x1f\x8b\x08|PK\x03\x04|1AY&SY|\x28\xb5\x2f\xfd|\xfd7zXZ|7z\xbc\xaf\x27|ustar/;

/** Data with so much text in it is read as text. */
const TEXT = /[\x20-\x7e\t\r\n]{8,}/;
/** Letters before base64 shift it: it is read from each of the four places where it can begin. */
const PHASES = [0, 1, 2, 3];
const MOST_DEPTH = 4;

type Clean = (decoded: string, depth: number) => string;

/** What a run hides; undefined where it hides nothing. */
function hiddenIn(run: string, clean: Clean, depth: number): 'packed' | 'encoded' | undefined {
  if (!CAPITAL.test(run) || !SMALL.test(run)) return undefined;
  for (const phase of PHASES) {
    // Byte by byte: what stands before the data is read with it, and is no text.
    const decoded = Buffer.from(run.slice(phase), 'base64').toString('latin1');
    if (PACKED.test(decoded)) return 'packed';
    if (TEXT.test(decoded) && clean(decoded, depth + 1) !== decoded) return 'encoded';
  }
  return undefined;
}

/** Marks encoded data that hides something: an archive, or a text in which `clean` finds a secret. */
export function withoutBlobs(
  text: string,
  clean: Clean,
  mark: (kind: string, secret: string) => string,
  depth = 0,
): string {
  if (depth >= MOST_DEPTH) return text;
  let marked = '';
  let copied = 0;
  for (const [from, to] of runsOf(text, LEAST)) {
    const run = text.slice(from, to);
    const kind = hiddenIn(run, clean, depth);
    if (kind === undefined) continue;
    marked += text.slice(copied, from) + mark(kind, run);
    copied = to;
  }
  return copied === 0 ? text : marked + text.slice(copied);
}
