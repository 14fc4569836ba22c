/** One request on its way through the gateway. */
export interface Call {
  request: Request;
  method: string;
  path: string;
  query: string;
  /** Bytes of its body, read whole; the gateway buffers it to know the model. */
  body: Uint8Array<ArrayBuffer>;
  /** Followed through to the model's log. */
  requestId: string;
}

/** The call as a back end receives it: another path, the body again, and further headers over the caller's. */
export function forwarded(call: Call, path: string, headers: Record<string, string> = {}): Request {
  const passed = new Headers(call.request.headers);
  passed.set('x-request-id', call.requestId);
  for (const [name, value] of Object.entries(headers)) passed.set(name, value);
  const hasBody = call.method !== 'GET' && call.method !== 'HEAD';
  return new Request(`http://upstream${path}${call.query}`, {
    method: call.method,
    headers: passed,
    body: hasBody ? call.body : undefined,
  });
}
