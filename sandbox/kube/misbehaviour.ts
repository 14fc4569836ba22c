import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { Kube } from './exchange.ts';
import { requestInfo } from './request-info.ts';
import { StatusError } from './status-errors.ts';

const PAGE = '<!DOCTYPE html><html><head><title>Welcome</title></head><body><h1>It works</h1></body></html>\n';

const FAILURES: Record<number, { reason: string; message: string }> = {
  429: { reason: 'TooManyRequests', message: 'Too many requests, please try again later.' },
  500: { reason: 'InternalError', message: 'Internal error occurred: etcdserver: request timed out' },
  503: { reason: 'ServiceUnavailable', message: 'the server is currently unable to handle the request' },
  504: { reason: 'Timeout', message: 'Timeout: request did not complete within the allotted timeout' },
};

/** The wrong answer that a behaviour asks for, if any; late answers are delayed here. */
export async function misbehaviour({ world, closing }: Kube, request: Request): Promise<Response | undefined> {
  const { hang, slowMs, garbage, failWith } = world.behaviour.kube;
  if (slowMs > 0) await delay(slowMs, undefined, { signal: closing }).catch(() => undefined);
  if (hang && !closing.aborted) await once(closing, 'abort');
  if (garbage) return new Response(PAGE, { headers: { 'content-type': 'text/html' } });
  if (failWith !== undefined && 'resource' in requestInfo(request.method, new URL(request.url))) {
    const { reason = '', message = '' } = FAILURES[failWith] ?? {};
    throw new StatusError(failWith, reason, message);
  }
  return undefined;
}
