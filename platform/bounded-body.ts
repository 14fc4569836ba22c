/** A body was longer than allowed. */
export class BodyTooLarge extends Error {
  override name = 'BodyTooLarge';
}

/** Reads a body as UTF-8 text of at most `maxBytes` (after decompression). Throws BodyTooLarge; the rest is not read. */
export async function boundedText(body: AsyncIterable<Uint8Array> | null, maxBytes: number): Promise<string> {
  if (body === null) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > maxBytes) throw new BodyTooLarge(`more than ${Math.round(maxBytes / 2 ** 20)} MiB`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
