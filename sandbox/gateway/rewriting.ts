import type { GatewayBehaviour } from './behaviour.ts';

/** What a filter that handles text wrongly makes of an answer; the answer itself when healthy. */
export function rewritten(response: Response, { characters }: GatewayBehaviour): Response {
  if (characters === 'kept' || response.body === null) return response;
  const encoder = new TextEncoder();
  const text = (bytes: Uint8Array): string =>
    characters === 'latin-1' ? Buffer.from(bytes).toString('latin1') : new TextDecoder().decode(bytes);
  const filter = new TransformStream<Uint8Array, Uint8Array>({
    transform: (chunk, controller) => controller.enqueue(encoder.encode(text(chunk))),
  });
  return new Response(response.body.pipeThrough(filter), { status: response.status, headers: response.headers });
}
