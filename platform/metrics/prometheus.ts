import { type Dispatcher, fetch, type Response } from 'undici';
import type { z } from 'zod';
import { BodyTooLarge, boundedText } from '../bounded-body.ts';
import { connectionFailure, firstLine } from '../connection-failure.ts';
import { Inconclusive } from '../outcome.ts';
import { deadline, WAITS } from '../waits.ts';
import { Envelope, Names, Rules, Samples, Stored, Targets } from './answers.ts';
import type { Metrics } from './metrics.ts';
import { WrongAnswer } from './trouble.ts';

export interface PrometheusOptions {
  /** What the API's paths are appended to. */
  url: URL;
  reachedBy: string;
  /** What to do where it cannot be reached. */
  advice: string;
  dispatcher: Dispatcher;
  /** A literal Authorization header. */
  authorization?: string;
}

/** The names of all metrics of a large cluster are some hundred kilobytes; an answer beyond this is no answer to us. */
const MAX_ANSWER_BYTES = 16 * 2 ** 20;

/** The query API at a URL. */
export function prometheus(options: PrometheusOptions): Metrics {
  const query = (promql: string) => ask(options, 'query', Samples, { query: promql });
  return {
    url: options.url,
    reachedBy: options.reachedBy,
    query,
    history: (selector, seconds) => ask(options, 'query', Stored, { query: `${selector}[${Math.ceil(seconds)}s]` }),
    time: async () => single(await query('time()'), 'time()'),
    targets: () => ask(options, 'targets', Targets, { state: 'active' }),
    rules: () => ask(options, 'rules', Rules, {}),
    names: () => ask(options, 'label/__name__/values', Names, {}),
    close: () => options.dispatcher.close(),
    async trouble() {
      try {
        const one = single(await query('vector(1)'), 'vector(1)');
        return one === 1 ? undefined : `vector(1) is ${one}`;
      } catch (error) {
        if (error instanceof WrongAnswer) return error.message;
        throw error;
      }
    },
  };
}

function single(samples: { value: number }[], promql: string): number {
  const [sample, ...more] = samples;
  if (sample === undefined || more.length > 0)
    throw new WrongAnswer(`${promql} gave ${samples.length} samples, not one`);
  return sample.value;
}

async function ask<T>(
  options: PrometheusOptions,
  path: string,
  schema: z.ZodType<T>,
  parameters: Record<string, string>,
): Promise<T> {
  const url = new URL(`${options.url.pathname.replace(/\/$/, '')}/api/v1/${path}`, options.url);
  url.search = new URLSearchParams(parameters).toString();
  const { response, text } = await send(options, url);
  const where = `${url.origin}${url.pathname}`;
  refuseStatus(options, where, response, text);
  const answer = Envelope.safeParse(jsonOf(text));
  if (!answer.success) throw new WrongAnswer(`${where} answered ${response.status} with ${kindOfBody(response, text)}`);
  if (answer.data.status === 'error') {
    throw new WrongAnswer(`${where} answered ${answer.data.errorType}: ${firstLine(answer.data.error)}`);
  }
  const data = schema.safeParse(answer.data.data);
  if (data.success) return data.data;
  const issue = data.error.issues[0];
  throw new WrongAnswer(`${where} answered data of another shape: ${issue?.path.join('.')} ${issue?.message}`);
}

async function send(options: PrometheusOptions, url: URL): Promise<{ response: Response; text: string }> {
  try {
    const response = await fetch(url, {
      headers: {
        accept: 'application/json',
        'user-agent': 'maas-verify',
        ...(options.authorization === undefined ? {} : { authorization: options.authorization }),
      },
      // A redirect would carry the credentials elsewhere.
      redirect: 'manual',
      signal: deadline(WAITS.metricsQuery),
      dispatcher: options.dispatcher,
    });
    return { response, text: await boundedText(response.body, MAX_ANSWER_BYTES) };
  } catch (error) {
    if (error instanceof BodyTooLarge) throw new WrongAnswer(`${url.origin}${url.pathname} answered ${error.message}`);
    const failure = connectionFailure(error, url.origin, WAITS.metricsQuery);
    throw new Inconclusive(`Prometheus cannot be asked (stage ${failure.stage}): ${failure.reason}; ${options.advice}`);
  }
}

function refuseStatus(options: PrometheusOptions, where: string, { status }: Response, text: string): void {
  if (status === 401 || status === 403) {
    throw new Inconclusive(`${where} refused the caller with ${status}; ${options.advice}`);
  }
  if (status >= 300 && status < 400) {
    throw new Inconclusive(`${where} redirects (${status}), as a login does; ${options.advice}`);
  }
  // Errors of a query come with 400 and 422 and the usual envelope.
  if (status >= 200 && status < 300) return;
  if (status < 500 && Envelope.safeParse(jsonOf(text)).success) return;
  throw new WrongAnswer(`${where} answered ${status}: ${firstLine(text) || 'no body'}`);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function kindOfBody(response: Response, text: string): string {
  const type = response.headers.get('content-type') ?? 'no content type';
  if (text === '') return 'an empty body';
  return `${type}, not Prometheus’ JSON: ${firstLine(text, 60)}`;
}
