import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { ApiAnswer, PackedAnswer } from './connection.ts';
import { Unreachable } from './unreachable.ts';

/** A page of 250 fat objects is 4 MB; more than this is no list page. */
export const MAX_PAGE_BYTES = 64 * 2 ** 20;

export const PACKINGS = 'gzip';

const unpack = promisify(gunzip);

/** The answer with its body as text in UTF-8. Throws Unreachable where it is too large, or no gzip although it says so. */
export async function unpacked({ packed, ...answer }: PackedAnswer, url: string, path: string): Promise<ApiAnswer> {
  if (!packed || answer.body.byteLength === 0) return answer;
  try {
    return { ...answer, body: await unpack(answer.body, { maxOutputLength: MAX_PAGE_BYTES }) };
  } catch (error) {
    const isTooLarge = error instanceof RangeError;
    const what = isTooLarge
      ? `more than ${MAX_PAGE_BYTES / 2 ** 20} MiB`
      : 'a body that is no gzip although it says so';
    throw new Unreachable(`${new URL(url).origin} answered ${path} with ${what}`);
  }
}
