/** A run of base64, in either alphabet, that is long enough to hide a token. */
const RUN = /[A-Za-z0-9+/_-]{24,}={0,2}/g;
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

/** Marks encoded data that hides something: an archive, or a text in which `clean` finds a secret. */
export function withoutBlobs(
  text: string,
  clean: (decoded: string, depth: number) => string,
  mark: (kind: string, secret: string) => string,
  depth = 0,
): string {
  if (depth >= MOST_DEPTH) return text;
  return text.replace(RUN, (run) => {
    if (!CAPITAL.test(run) || !SMALL.test(run)) return run;
    for (const phase of PHASES) {
      // Byte by byte: what stands before the data is read with it, and is no text.
      const decoded = Buffer.from(run.slice(phase), 'base64').toString('latin1');
      if (PACKED.test(decoded)) return mark('packed', run);
      if (TEXT.test(decoded) && clean(decoded, depth + 1) !== decoded) return mark('encoded', run);
    }
    return run;
  });
}
