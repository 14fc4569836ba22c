/** A run of base64, in either alphabet, that is long enough to hide a token. */
const RUN = /[A-Za-z0-9+/_-]{24,}={0,2}/g;

/** What packed data begins with (gzip, ZIP, bzip2, zstd, xz, 7-Zip): nobody looks into it, so it does not stay. */
const PACKED = ['1f8b08', '504b0304', '314159265359', '28b52ffd', 'fd377a585a', '377abcaf27'].map((magic) =>
  Buffer.from(magic, 'hex'),
);
/** In the first header of a tar archive. */
const TAR = Buffer.from('ustar');

/** Data with so much text in it is read as text. */
const TEXT = /[\x20-\x7e\t\r\n]{8,}/;
/** Letters before base64 shift it: it is read from each of the four places where it can begin. */
const PHASES = [0, 1, 2, 3];
const MOST_DEPTH = 4;

const isPacked = (bytes: Buffer): boolean => [...PACKED, TAR].some((magic) => bytes.includes(magic));

/** Marks encoded data that hides something: an archive, or a text in which `clean` finds a secret. */
export function withoutBlobs(
  text: string,
  clean: (decoded: string, depth: number) => string,
  mark: (kind: string, secret: string) => string,
  depth = 0,
): string {
  if (depth >= MOST_DEPTH) return text;
  return text.replace(RUN, (run) => {
    for (const phase of PHASES) {
      const bytes = Buffer.from(run.slice(phase), 'base64');
      if (isPacked(bytes)) return mark('packed', run);
      // Byte by byte: what stands before the data is read with it, and is no text.
      const decoded = bytes.toString('latin1');
      if (TEXT.test(decoded) && clean(decoded, depth + 1) !== decoded) return mark('encoded', run);
    }
    return run;
  });
}
