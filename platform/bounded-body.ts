/** A body was longer than allowed. */
export class BodyTooLarge extends Error {
  override name = 'BodyTooLarge';
}

/** Reads a body of at most `maxBytes` (after decompression). Throws BodyTooLarge; the rest is not read. */
export async function boundedBytes(body: AsyncIterable<Uint8Array> | null, maxBytes: number): Promise<Buffer> {
  if (body === null) return Buffer.alloc(0);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > maxBytes) throw new BodyTooLarge(`more than ${Math.round(maxBytes / 2 ** 20)} MiB`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** As `boundedBytes`, as UTF-8 text. */
export async function boundedText(body: AsyncIterable<Uint8Array> | null, maxBytes: number): Promise<string> {
  return (await boundedBytes(body, maxBytes)).toString('utf8');
}
