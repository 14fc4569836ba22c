import { StringDecoder } from 'node:string_decoder';
import { hasPassed } from '../memory/relief.ts';

/** A text that comes in pieces, freed of secrets before any of it goes on. */
export interface RedactedStream {
  /** What can go on now; empty while a secret might still be open. */
  push(bytes: Uint8Array): string;
  end(): string;
}

/** Redaction costs less for large blocks, and none is larger than twice this. */
const BLOCK_CHARACTERS = 64 * 1024;
/** A private key has a few kilobytes, with a time before each of its lines; what goes on for longer is marked as it is. */
const KEY_CHARACTERS = 64 * 1024;
const KEY_BEGINS = /-----BEGIN [A-Z ]*PRIVATE KEY-----/g;
const KEY_ENDS = /-----END [A-Z ]*PRIVATE KEY-----/;

/** Where a block may end: behind a line, and before a private key that has not ended in it. */
function endOfBlock(text: string): number {
  const line = text.lastIndexOf('\n') + 1;
  const begun = [...text.matchAll(KEY_BEGINS)].at(-1);
  if (begun === undefined || KEY_ENDS.test(text.slice(begun.index))) return line;
  return text.length - begun.index > KEY_CHARACTERS ? line : Math.min(line, text.lastIndexOf('\n', begun.index) + 1);
}

/** @param redact frees whole lines of secrets */
export function redactedStream(redact: (text: string) => string): RedactedStream {
  const decoder = new StringDecoder('utf8');
  let held = '';
  let leavesOut = false;
  const take = (text: string): void => {
    if (!leavesOut) held += text;
    else {
      const next = text.indexOf('\n');
      if (next === -1) return;
      leavesOut = false;
      held = text.slice(next + 1);
    }
  };
  return {
    push(bytes) {
      hasPassed(bytes.byteLength);
      take(decoder.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)));
      if (held.length < BLOCK_CHARACTERS) return '';
      const end = endOfBlock(held);
      if (end === 0) {
        if (held.length < 2 * BLOCK_CHARACTERS) return '';
        // One line of such a length is no log; cut anywhere, a secret in it would be two halves that nobody recognises.
        held = '';
        leavesOut = true;
        return `[a line of more than ${2 * BLOCK_CHARACTERS} characters was left out]\n`;
      }
      const block = held.slice(0, end);
      held = held.slice(end);
      return redact(block);
    },
    end() {
      take(decoder.end());
      const rest = held;
      held = '';
      return rest === '' ? '' : redact(rest);
    },
  };
}
