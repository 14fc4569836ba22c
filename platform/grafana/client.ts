import { type Dispatcher, fetch } from 'undici';
import type { z } from 'zod';
import { BodyTooLarge, boundedText } from '../bounded-body.ts';
import type { PageAnswer, PageRequest } from '../browser/browser.ts';
import { connectionFailure, firstLine } from '../connection-failure.ts';
import { WrongAnswer } from '../metrics/trouble.ts';
import { Inconclusive } from '../outcome.ts';
import { deadline, WAITS } from '../waits.ts';
import { ApiMessage, Hits, StoredModel } from './answers.ts';
import type { Grafana } from './grafana.ts';

export interface GrafanaOptions {
  /** What the API's paths are appended to. */
  url: URL;
  reachedBy: string;
  /** What to do where it cannot be reached, or refuses the caller. */
  advice: string;
  dispatcher: Dispatcher;
  /** A literal Authorization header. */
  authorization?: string;
}

/** A dashboard is some hundred kilobytes, the largest script of Grafana's pages some megabytes. */
const MAX_ANSWER_BYTES = 32 * 2 ** 20;
const MOST_BOARDS = 200;
/** Headers that belong to one connection, or that say how a body was encoded that is no longer so. */
const NOT_PASSED_ON = ['connection', 'content-encoding', 'content-length', 'keep-alive', 'transfer-encoding', 'host'];

/** Grafana's HTTP API, and its pages, at a URL. */
export function grafanaAt(options: GrafanaOptions): Grafana {
  const { url, reachedBy, dispatcher } = options;
  /** Scripts and styles are the same for every page. */
  const assets = new Map<string, Promise<PageAnswer>>();
  return {
    url,
    reachedBy,
    async boards() {
      const hits = await ask(options, `/api/search?type=dash-db&limit=${MOST_BOARDS}`, Hits);
      return Promise.all(
        hits.map(async ({ uid, title, url: path }) => ({
          uid,
          title,
          path,
          stored: await ask(options, `/api/dashboards/uid/${encodeURIComponent(uid)}`, StoredModel),
        })),
      );
    },
    async answer(request) {
      // Nothing is sent to anybody else: neither credentials, nor that somebody looks.
      if (request.url.origin !== url.origin) return undefined;
      const key = request.url.href;
      if (request.method !== 'GET' || !request.url.pathname.includes('/public/')) return passOn(options, request);
      const kept = assets.get(key) ?? passOn(options, request);
      assets.set(key, kept);
      return kept;
    },
    close: () => dispatcher.close(),
  };
}

const pathAt = ({ url }: GrafanaOptions, path: string): URL =>
  new URL(`${url.pathname.replace(/\/$/, '')}${path}`, url);

async function passOn(
  { authorization, dispatcher }: GrafanaOptions,
  { method, url, headers, body }: PageRequest,
): Promise<PageAnswer> {
  const given = Object.entries(headers).filter(([name]) => !NOT_PASSED_ON.includes(name) && !name.startsWith(':'));
  try {
    const response = await fetch(url, {
      method,
      headers: { ...Object.fromEntries(given), ...(authorization === undefined ? {} : { authorization }) },
      body: body === undefined ? undefined : new Uint8Array(body),
      // The page follows it, and asks again: so that a login elsewhere is seen as one.
      redirect: 'manual',
      signal: deadline(WAITS.grafanaRequest),
      dispatcher,
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    const passed = [...response.headers].filter(([name]) => !NOT_PASSED_ON.includes(name));
    return { status: response.status, headers: Object.fromEntries(passed), body: bytes };
  } catch {
    return undefined;
  }
}

async function ask<T>(options: GrafanaOptions, path: string, schema: z.ZodType<T>): Promise<T> {
  const url = pathAt(options, path);
  const where = `${url.origin}${url.pathname}`;
  const { status, text, type } = await send(options, url);
  if (status === 401 || status === 403) {
    throw new Inconclusive(`Grafana at ${where} refused the caller with ${status}; ${options.advice}`);
  }
  if (status >= 300 && status < 400) {
    throw new Inconclusive(`Grafana at ${where} redirects (${status}), as a login does; ${options.advice}`);
  }
  const body = jsonOf(text);
  if (status !== 200) {
    const said =
      ApiMessage.safeParse(body).data?.message ?? firstLine(text.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' '), 80);
    throw new WrongAnswer(`Grafana at ${where} answered ${status}: ${said || 'no body'}`);
  }
  const read = schema.safeParse(body);
  if (read.success) return read.data;
  if (body === undefined) {
    const title = /<title>([^<]{1,80})<\/title>/i.exec(text)?.[1];
    const page = title === undefined ? '' : `, a page “${title.trim()}”`;
    throw new WrongAnswer(`Grafana at ${where} answered 200 with ${type}${page}, not its API’s JSON`);
  }
  const issue = read.error.issues[0];
  throw new WrongAnswer(
    `Grafana at ${where} answered data of another shape: ${issue?.path.join('.')} ${issue?.message}`,
  );
}

async function send(options: GrafanaOptions, url: URL): Promise<{ status: number; type: string; text: string }> {
  const { authorization, dispatcher, advice } = options;
  try {
    const response = await fetch(url, {
      headers: {
        accept: 'application/json',
        'user-agent': 'maas-verify',
        ...(authorization === undefined ? {} : { authorization }),
      },
      // A redirect would carry the credentials elsewhere.
      redirect: 'manual',
      signal: deadline(WAITS.grafanaRequest),
      dispatcher,
    });
    const type = response.headers.get('content-type') ?? 'no content type';
    return { status: response.status, type, text: await boundedText(response.body, MAX_ANSWER_BYTES) };
  } catch (error) {
    if (error instanceof BodyTooLarge) throw new WrongAnswer(`${url.origin}${url.pathname} answered ${error.message}`);
    const failure = connectionFailure(error, url.origin, WAITS.grafanaRequest);
    throw new Inconclusive(`Grafana cannot be asked (stage ${failure.stage}): ${failure.reason}; ${advice}`);
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
