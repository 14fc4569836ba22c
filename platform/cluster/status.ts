import { z } from 'zod';
import { firstLine } from '../connection-failure.ts';
import { redact } from '../redact.ts';
import type { Answer, Permission } from './cluster.ts';
import type { ApiAnswer } from './connection.ts';
import { Unreachable } from './unreachable.ts';

/** The API server's own error object. */
const Status = z.looseObject({
  kind: z.literal('Status'),
  reason: z.string().optional().catch(undefined),
  message: z.string().optional().catch(undefined),
  details: z
    .looseObject({ name: z.string().optional().catch(undefined), kind: z.string().optional().catch(undefined) })
    .optional()
    .catch(undefined),
});
export type Status = z.infer<typeof Status>;

/** The Status of an answer; undefined where something else than an API server answered. */
export function statusOf({ body }: ApiAnswer): Status | undefined {
  try {
    return Status.safeParse(JSON.parse(body.toString('utf8'))).data;
  } catch {
    return undefined;
  }
}

/** One line about an answer that is no success, without its body: a body can echo what was submitted. */
export function complaint(where: string, path: string, answer: ApiAnswer): string {
  const status = statusOf(answer);
  const said = status?.message === undefined ? '' : `: ${firstLine(redact(status.message))}`;
  if (answer.status === 401) return `${where} refused the credentials (401)`;
  if (answer.status === 429)
    return `${where} is overloaded: it refused ${path} ${answer.tries === 1 ? 'once' : `${answer.tries} times`} (429)`;
  if (answer.status >= 300 && answer.status < 400)
    return `${where} redirects ${path} elsewhere (${answer.status}); is it the API server?`;
  if (status === undefined)
    return `${where} answered ${path} with ${answer.status} and ${answer.contentType || 'no content type'}`;
  return `${where} answered ${path} with ${answer.status}${said}`;
}

/** Parses the JSON of a success. Throws Unreachable where it is none: a proxy's or a login page. */
function jsonOf(where: string, path: string, answer: Pick<ApiAnswer, 'body' | 'contentType'>): unknown {
  try {
    return JSON.parse(answer.body.toString('utf8'));
  } catch {
    throw new Unreachable(
      `${where} answered ${path} with ${answer.contentType || 'no content type'} that is no JSON; is a proxy or login page between?`,
    );
  }
}

/** Parses a success against a schema. Throws Unreachable naming the field that made no sense. */
export function parsedAs<T>(
  schema: z.ZodType<T>,
  where: string,
  path: string,
  answer: Pick<ApiAnswer, 'body' | 'contentType'>,
): T {
  const parsed = schema.safeParse(jsonOf(where, path, answer));
  if (parsed.success) return parsed.data;
  const field = parsed.error.issues[0]?.path.join('.') || 'the whole';
  throw new Unreachable(`${where} answered ${path} with JSON of another shape (${field})`);
}

/**
 * What an answer without success means where it is the same for every question: 401, 403, 429, 3xx, 5xx.
 * A 404 depends on the question, and is not for here.
 */
export function refused<T>(where: string, path: string, answer: ApiAnswer, permission: Permission): Answer<T> {
  if (answer.status === 403) {
    // A 403 that is no Status is a proxy's: no permission in the cluster would help.
    if (statusOf(answer) !== undefined) return { kind: 'forbidden', permission };
  }
  return { kind: 'unreachable', reason: complaint(where, path, answer) };
}
