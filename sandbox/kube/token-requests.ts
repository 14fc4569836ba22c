import { z } from 'zod';
import { json } from './answers.ts';
import { body } from './bodies.ts';
import type { Exchange } from './exchange.ts';
import { timestamp } from './object-store.ts';
import { storedObject } from './reading.ts';
import { badRequest, invalid } from './status-errors.ts';

const DEFAULT_SECONDS = 3_600;
const LEAST_SECONDS = 600;
const MOST_SECONDS = 2 ** 32;

const TokenRequest = z.object({
  spec: z
    .object({ audiences: z.array(z.string()).nullish(), expirationSeconds: z.number().int().nullish() })
    .default({}),
});

function checkLifetime(seconds: number): void {
  const wrong =
    seconds < LEAST_SECONDS
      ? 'may not specify a duration less than 10 minutes'
      : seconds > MOST_SECONDS
        ? 'may not specify a duration larger than 2^32 seconds'
        : undefined;
  if (wrong === undefined) return;
  throw invalid({ group: 'authentication.k8s.io', resource: 'tokenrequests', kind: 'TokenRequest', name: '' }, [
    { reason: 'FieldValueInvalid', message: `Invalid value: ${seconds}: ${wrong}`, field: 'spec.expirationSeconds' },
  ]);
}

/** `serviceaccounts/NAME/token`: a token for an account that exists, for the audiences and the lifetime asked for. */
export async function requestToken(exchange: Exchange): Promise<Response> {
  const account = storedObject(exchange).metadata;
  const parsed = TokenRequest.safeParse((await body(exchange.request)) ?? {});
  if (!parsed.success) throw badRequest(`the body is no TokenRequest: ${z.prettifyError(parsed.error)}`);
  const lifetimeSeconds = parsed.data.spec.expirationSeconds ?? DEFAULT_SECONDS;
  checkLifetime(lifetimeSeconds);
  const { tokens } = exchange.kube.world;
  const wanted = parsed.data.spec.audiences ?? [];
  const audiences = wanted.length === 0 ? [tokens.issuer] : wanted;
  const subject = `system:serviceaccount:${account.namespace}:${account.name}`;
  const issued = await tokens.issue({ subject, audiences, lifetimeSeconds });
  const answer = {
    kind: 'TokenRequest',
    apiVersion: 'authentication.k8s.io/v1',
    metadata: { name: account.name, namespace: account.namespace, creationTimestamp: timestamp() },
    spec: { audiences, expirationSeconds: lifetimeSeconds, boundObjectRef: null },
    status: { token: issued.token, expirationTimestamp: timestamp(new Date(issued.expiresAt * 1000)) },
  };
  return json(exchange.request, answer, 201);
}
