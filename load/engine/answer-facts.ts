import { z } from 'zod';
import type { Sample } from '../samples/sample.ts';

const Count = z.int().nonnegative();
const Answer = z.looseObject({
  usage: z
    .looseObject({ prompt_tokens: Count, completion_tokens: Count.default(0), total_tokens: Count })
    .nullish()
    .catch(undefined),
  choices: z
    .array(z.looseObject({ finish_reason: z.string().nullish() }))
    .optional()
    .catch(undefined),
  error: z.unknown().optional(),
});

/** What the JSON of an answer, or of a stream's event with usage, says. `readable` is false where it is no JSON object. */
export interface AnswerFacts {
  readable: boolean;
  usage?: Sample['usage'];
  finish?: string;
  isError: boolean;
}

/** Reads it after the answer has ended: while events come there is no time. */
export function answerFacts(text: string): AnswerFacts {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { readable: false, isError: false };
  }
  const parsed = Answer.safeParse(value).data;
  if (parsed === undefined) return { readable: false, isError: false };
  const { usage, choices, error } = parsed;
  const finish = choices?.[0]?.finish_reason ?? undefined;
  return {
    readable: true,
    ...(usage && {
      usage: { prompt: usage.prompt_tokens, completion: usage.completion_tokens, total: usage.total_tokens },
    }),
    ...(finish !== undefined && { finish }),
    isError: error !== undefined && error !== null,
  };
}

const SECOND = 1_000;
/** Draft 03 of the rate-limit headers, and the field that everybody knows; whole seconds, or a date. */
const WAIT_HEADERS = ['retry-after', 'ratelimit-reset', 'x-ratelimit-reset'] as const;

/** How long a refusal asks to wait, in milliseconds; undefined where it does not say. */
export function retryAfterMs(
  headers: Readonly<Record<string, string | string[] | undefined>>,
  now = Date.now(),
): number | undefined {
  for (const name of WAIT_HEADERS) {
    const value = headers[name];
    if (typeof value !== 'string') continue;
    const seconds = Number(value);
    const wait = Number.isNaN(seconds) ? Date.parse(value) - now : seconds * SECOND;
    if (!Number.isNaN(wait)) return Math.max(0, wait);
  }
  return undefined;
}
