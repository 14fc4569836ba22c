import type { World } from '../world.ts';

/** Most bytes of a request's body that the guide's gateway takes. */
const LARGEST_BODY = 4 * 1024 * 1024;

/** Most of a body where the gateway has no bound of its own: the sandbox has it in memory. */
const LARGEST_FORWARDED = 32 * 1024 * 1024;

/** Reads a body whole; undefined when it is larger than the gateway takes. */
export async function boundedBody(
  request: Request,
  { installation, behaviour }: Pick<World, 'installation' | 'behaviour'>,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const { largeBodies } = behaviour.gateway;
  const isForwarded = largeBodies === 'forwarded' || (largeBodies === 'refused' && installation !== 'guide');
  const most = isForwarded ? LARGEST_FORWARDED : LARGEST_BODY;
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
