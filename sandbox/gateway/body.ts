import type { GatewayBehaviour } from './behaviour.ts';

/** Most bytes of a request's body that the gateway takes: 3.9 MiB passed and 4.1 MiB did not (measured). */
const LARGEST_BODY = 4 * 1024 * 1024;

/** Most of a body that is let through all the same: the sandbox has it in memory. */
const LARGEST_FORWARDED = 32 * 1024 * 1024;

/** Reads a body whole; undefined when it is larger than the gateway takes. */
export async function boundedBody(
  request: Request,
  { largeBodies }: Pick<GatewayBehaviour, 'largeBodies'>,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const most = largeBodies === 'forwarded' ? LARGEST_FORWARDED : LARGEST_BODY;
  if (Number(request.headers.get('content-length') ?? 0) > most) return undefined;
  if (request.body === null) return new Uint8Array(0);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body) {
    size += chunk.byteLength;
    if (size > most) return undefined;
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}
