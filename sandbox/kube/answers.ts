import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { StatusError } from './status-errors.ts';

/** Bodies below are not worth compressing; Kubernetes draws the line at the same size. */
const COMPRESS_FROM_BYTES = 128 * 1024;
const FAST = { level: 1 };
const compress = promisify<Buffer, typeof FAST, Buffer>(gzip);

/** A JSON answer, compressed when it is large and the client takes gzip. */
export async function json(
  request: Request,
  body: unknown,
  status = 200,
  type = 'application/json',
): Promise<Response> {
  const bytes = Buffer.from(`${JSON.stringify(body)}\n`);
  const headers = new Headers({ 'content-type': type, 'cache-control': 'no-cache, private' });
  if (bytes.length < COMPRESS_FROM_BYTES || !/\bgzip\b/.test(request.headers.get('accept-encoding') ?? '')) {
    return new Response(bytes, { status, headers });
  }
  headers.set('content-encoding', 'gzip');
  headers.set('vary', 'Accept-Encoding');
  return new Response(new Uint8Array(await compress(bytes, FAST)), { status, headers });
}

export const text = (body: string, status = 200): Response =>
  new Response(body, {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-cache, private' },
  });

/** The answer for an error: its own Status, or 500 for a defect of the sandbox. */
export function failure(request: Request, error: unknown): Promise<Response> {
  if (error instanceof StatusError) return json(request, error.status, error.status.code);
  const message = error instanceof Error ? error.message : String(error);
  return json(request, new StatusError(500, 'InternalError', `Internal error occurred: ${message}`).status, 500);
}
