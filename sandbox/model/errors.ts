import type { ModelBehaviour } from './behaviour.ts';

export interface ModelError {
  status: 400 | 404 | 500 | 503;
  message: string;
  /** vLLM's error types. */
  type: 'BadRequestError' | 'NotFoundError' | 'InternalServerError';
}

/** An error as vLLM and its simulator send it: an OpenAI error object, unless the behaviour has another shape. */
export function errorResponse({ status, message, type }: ModelError, { errorShape }: ModelBehaviour): Response {
  const openai = { error: { message, type, param: null, code: status } };
  switch (errorShape) {
    case 'openai':
      return Response.json(openai, { status });
    case 'flat':
      return Response.json({ error: message }, { status });
    case 'text':
      return plain(message, status);
    case 'html':
      return new Response(`<html><body><h1>${status}</h1></body></html>`, {
        status,
        headers: { 'content-type': 'text/html' },
      });
    case 'empty':
      return new Response(null, { status });
  }
}

/** A parse error as the release's simulator sends it: text, no error object (measured on v0.5.1). */
export function plain(message: string, status: number): Response {
  return new Response(message, { status, headers: { 'content-type': 'text/plain; charset=utf-8' } });
}
