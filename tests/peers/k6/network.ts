import { readFileSync } from 'node:fs';
import { Agent as HttpAgent, request as http, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as https } from 'node:https';
import type { Ask, Told } from './calls.ts';

const plain = new HttpAgent({ keepAlive: true });
const caFile = process.env['SSL_CERT_FILE'];
const tls = new HttpsAgent({
  keepAlive: true,
  ...(caFile !== undefined && { ca: readFileSync(caFile) }),
  rejectUnauthorized: process.env['MAAS_VERIFY_K6_INSECURE'] !== 'true',
});

/** Go writes Retry-After where it reads retry-after. */
const asGo = (name: string): string =>
  name.replace(/(^|-)([a-z])/g, (_, dash, letter) => `${dash}${String(letter).toUpperCase()}`);

const headersOf = ({ headers }: IncomingMessage): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [asGo(name), String(value)]));

/** Sends what a VU asked for, and tells it what comes. A closed VU hears nothing more. */
export function answer(ask: Ask, tell: (told: Told) => void): void {
  const url = new URL(ask.url);
  const options = { method: 'POST', headers: { ...ask.headers, 'content-length': Buffer.byteLength(ask.body) } };
  let ended = false;
  const end = (error: string): void => {
    if (ended) return;
    ended = true;
    clearTimeout(deadline);
    tell({ type: 'end', error });
  };
  const request =
    url.protocol === 'https:' ? https(url, { ...options, agent: tls }) : http(url, { ...options, agent: plain });
  const deadline = setTimeout(() => {
    end('request timeout');
    request.destroy();
  }, ask.timeoutMs);
  request.on('response', (response) => {
    tell({
      type: 'headers',
      status: response.statusCode ?? 0,
      headers: headersOf(response),
      reused: request.reusedSocket,
    });
    response.setEncoding('utf8');
    response.on('data', (text: string) => {
      if (!ended) tell({ type: 'part', text });
    });
    response.on('end', () => end(''));
    response.on('error', (error) => end(error.message));
  });
  request.on('error', (error) => end(error.message));
  request.end(ask.body);
}
