import { hasPassed } from '../memory/relief.ts';
import { innerOf } from './nested.ts';
import { SIGNS } from './signs.ts';

/** Says what kind of secret is in some bytes, and never the secret; undefined where none is found. */
export type Scan = (bytes: Buffer) => string | undefined;

/** An archive in an archive in an archive: nobody packs deeper, and what does is not written. */
const MOST_DEPTH = 5;

/** Node has RegExp.escape since 24, and the package runs on 22. */
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');

const anyOf = (texts: readonly string[]): RegExp | undefined =>
  texts.length === 0 ? undefined : new RegExp(texts.map(escaped).join('|'));

/** @param known secrets in all the forms in which they could be written */
export function scanner(known: Iterable<string>): Scan {
  // One search for all of them: each by itself would read every byte once more.
  const secrets = anyOf([...known]);
  const scan = (bytes: Buffer, depth: number): string | undefined => {
    // Byte by byte: what is looked for is ASCII, and nothing is lost of what is no text.
    const text = bytes.toString('latin1');
    if (secrets?.test(text)) return 'a secret of this run';
    for (const { kind, pattern, confirmed } of SIGNS)
      for (const [found] of text.matchAll(pattern)) if (confirmed === undefined || confirmed(found)) return kind;
    for (const inner of innerOf(bytes)) {
      if (inner === undefined || depth === MOST_DEPTH) return 'an archive that is too large or too deep to look into';
      const kind = scan(inner, depth + 1);
      if (kind !== undefined) return depth === 0 ? `${kind}, in encoded or packed data` : kind;
    }
    return undefined;
  };
  return (bytes) => scan(bytes, 0);
}

/** Scans what comes in pieces: each with the end of the one before it, so that nothing hides on the border. */
export interface ScannedStream {
  push(bytes: Buffer): string | undefined;
  end(): string | undefined;
}

const WINDOW_BYTES = 256 * 1024;
/** No secret that is looked for is longer, and an encoded one that is begins in it. */
const OVERLAP_BYTES = 16 * 1024;
const NEWLINE = 0x0a;

export function scannedStream(scan: Scan): ScannedStream {
  let held: Buffer[] = [];
  let size = 0;
  const look = (isLast: boolean): string | undefined => {
    const all = Buffer.concat(held);
    // Behind a line, so that the middle of a word is not taken for its beginning.
    const cut = Math.max(0, all.length - OVERLAP_BYTES);
    const line = all.indexOf(NEWLINE, cut);
    const rest = isLast ? Buffer.alloc(0) : Buffer.from(all.subarray(line === -1 ? cut : line));
    held = [rest];
    size = rest.length;
    return scan(all);
  };
  return {
    push(bytes) {
      hasPassed(bytes.length);
      held.push(bytes);
      size += bytes.length;
      return size < WINDOW_BYTES ? undefined : look(false);
    },
    end: () => look(true),
  };
}
