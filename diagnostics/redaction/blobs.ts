/** A run of base64, in either alphabet, that is long enough to hide a token. */
const RUN = /[A-Za-z0-9+/_-]{24,}={0,2}/g;

/** What packed data begins with: nobody looks into it, so it does not stay. */
const PACKED = ['1f8b', '504b0304', '425a68', '28b52ffd', 'fd377a58', '377abcaf'];
const LONGEST_MAGIC = 4;
/** `ustar` in the first header of a tar archive. */
const TAR_MAGIC_AT = 257;

/** So much of a blob decides whether it is text. */
const LOOKED_AT = 4096;
const MOSTLY = 0.95;
/** Letters before base64 shift it: it is read from each of the four places where it can begin. */
const PHASES = [0, 1, 2, 3];
const MOST_DEPTH = 3;

const isPrintable = (byte: number): boolean =>
  byte === 0x09 || byte === 0x0a || byte === 0x0d || (byte >= 0x20 && byte < 0x7f);

function isText(bytes: Buffer): boolean {
  const part = bytes.subarray(0, LOOKED_AT);
  let printable = 0;
  for (const byte of part) if (isPrintable(byte)) printable += 1;
  return part.length > 0 && printable / part.length >= MOSTLY;
}

function isPacked(bytes: Buffer): boolean {
  const head = bytes.subarray(0, LONGEST_MAGIC).toString('hex');
  if (PACKED.some((magic) => head.startsWith(magic))) return true;
  return bytes.subarray(TAR_MAGIC_AT, TAR_MAGIC_AT + 5).toString('latin1') === 'ustar';
}

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
      if (!isText(bytes)) continue;
      const decoded = bytes.toString('utf8');
      if (clean(decoded, depth + 1) !== decoded) return mark('encoded', run);
    }
    return run;
  });
}
