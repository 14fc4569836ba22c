import { z } from 'zod';

/** What the command and the processes of the checks say to each other at its socket (relay.ts, relayed-connection.ts). */

export const PATHS = { connection: '/connection', request: '/request' } as const;

/** Header of an answer with everything but its body, which goes on as it came: it may have megabytes. */
export const HEAD = 'x-answer';
/** Bytes of headers that are read: tokens are part of them, and some are long. */
export const MOST_HEADER_BYTES = 2 ** 20;

/** A relay's own statuses: the server's are in the head of an answer. */
export const RELAYED = { answered: 200, unreachable: 502, mistake: 500 } as const;

export const Request = z.object({
  method: z.enum(['GET', 'POST', 'PATCH', 'DELETE']).optional(),
  path: z.string().startsWith('/'),
  query: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  body: z.unknown().optional(),
  accept: z.string().optional(),
  deadlineMs: z.number().positive().optional(),
  retry: z.boolean().optional(),
});

/** To be in no output: who asks has them redacted in what the server says. */
const secrets = z.array(z.string());

export const Opened = z.object({ url: z.string(), authorization: z.string().optional(), secrets });
export type Opened = z.infer<typeof Opened>;

const Head = z.object({
  status: z.number().int(),
  contentType: z.string(),
  packed: z.boolean(),
  retryAfterMs: z.number().optional(),
  tries: z.number().int().positive(),
  secrets,
});
export type Head = z.infer<typeof Head>;

export const Trouble = z.object({ reason: z.string() });

/** A header carries no more than ASCII, and a content type comes from outside. */
export const headText = (head: Head): string => encodeURIComponent(JSON.stringify(head));

/** Throws where it is none. */
export const parseHead = (text: string): Head => Head.parse(JSON.parse(decodeURIComponent(text)));
