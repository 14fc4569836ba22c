import { closeSync, openSync, readSync } from 'node:fs';

const BLOCK_BYTES = 1 << 20;

/** Reads the lines of a file that another process is still writing. */
export interface Tail {
  /** The whole lines that came since the last call; one that was cut by its end is none. */
  lines(): string[];
  close(): void;
}

/** A file that is not there yet has no lines. */
export function tail(file: string): Tail {
  let descriptor: number | undefined;
  let at = 0;
  let kept = Buffer.alloc(0);
  const opened = (): number | undefined => {
    try {
      descriptor ??= openSync(file, 'r');
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    }
    return descriptor;
  };
  return {
    lines() {
      const from = opened();
      if (from === undefined) return [];
      const found: string[] = [];
      const block = Buffer.alloc(BLOCK_BYTES);
      for (
        let read = readSync(from, block, 0, BLOCK_BYTES, at);
        read > 0;
        read = readSync(from, block, 0, BLOCK_BYTES, at)
      ) {
        at += read;
        kept = Buffer.concat([kept, block.subarray(0, read)]);
        const end = kept.lastIndexOf('\n');
        if (end === -1) continue;
        found.push(...kept.subarray(0, end).toString('utf8').split('\n'));
        kept = Buffer.from(kept.subarray(end + 1));
      }
      return found;
    },
    close() {
      if (descriptor !== undefined) closeSync(descriptor);
    },
  };
}
