import type { StagedFile, Staging } from '../archive/staging.ts';

/** The end of a log in a file: when it grows beyond its bound, its oldest half goes. */
export interface LogFile {
  /** Bytes that were written and are gone again. */
  dropped(): number;
  write(text: string): Promise<void>;
  /** Bytes of the file. */
  close(): Promise<number>;
}

/** @param most bytes that the file has at most */
export async function logFile(staging: Staging, parts: readonly string[], most: number): Promise<LogFile> {
  const name = parts.at(-1) ?? '';
  const newer = [...parts.slice(0, -1), `${name}.newer`];
  let older = 0;
  let dropped = 0;
  let current: StagedFile = await staging.file(newer);
  const rotate = async (): Promise<void> => {
    await current.close();
    if (older > 0) {
      dropped += older;
      await staging.remove(parts, older);
    }
    await staging.rename(newer, parts);
    older = current.bytes;
    current = await staging.file(newer);
  };
  return {
    dropped: () => dropped,
    async write(text) {
      await current.write(text);
      if (current.bytes >= most / 2) await rotate();
    },
    async close() {
      await current.close();
      if (older === 0) await staging.rename(newer, parts);
      else await staging.append(parts, newer);
      return older + current.bytes;
    },
  };
}
