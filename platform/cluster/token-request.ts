import { z } from 'zod';
import { Inconclusive } from '../outcome.ts';
import { rightIn } from '../owned-labels.ts';
import { register } from '../redact.ts';
import type { LiveCluster } from './live.ts';
import { canI } from './permission-text.ts';
import { complaint, parsedAs, statusOf } from './status.ts';
import { Unreachable } from './unreachable.ts';

const Answer = z.looseObject({
  status: z.looseObject({ token: z.string().min(1), expirationTimestamp: z.iso.datetime({ offset: true }) }),
});

export interface TokenWanted {
  namespace: string;
  /** The service account. */
  name: string;
  /** The API server's own audience when absent, as `oc create token` asks for. */
  audiences?: readonly string[];
  /** Kubernetes refuses less than 10 minutes, and may give more or less than is asked for. */
  lifetimeMs: number;
}

/**
 * Asks for a token of a service account (TokenRequest); nothing is stored in the cluster. The token is a secret from then
 * on. Throws Inconclusive with the missing permission, or with what was answered instead.
 */
export async function requestToken(
  cluster: LiveCluster,
  { namespace, name, audiences, lifetimeMs }: TokenWanted,
): Promise<{ token: string; expiresAt: Date }> {
  const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/serviceaccounts/${encodeURIComponent(name)}/token`;
  const subject = `a token of service account ${namespace}/${name}`;
  const body = {
    apiVersion: 'authentication.k8s.io/v1',
    kind: 'TokenRequest',
    spec: { audiences, expirationSeconds: Math.ceil(lifetimeMs / 1000) },
  };
  try {
    const connection = await cluster.connection();
    const answer = await connection.send({ method: 'POST', path, body, retry: false });
    if (answer.status === 403 && statusOf(answer) !== undefined) {
      const account = { group: '', resource: 'serviceaccounts', subresource: 'token' };
      const permission = { verb: 'create', ...account, namespace: rightIn(namespace) };
      throw new Inconclusive(`not allowed to ask for ${subject}; missing permission: ${canI(permission)}`);
    }
    if (answer.status !== 200 && answer.status !== 201)
      throw new Inconclusive(`${subject} was not given: ${complaint(connection.url, path, answer)}`);
    const { token, expirationTimestamp } = parsedAs(Answer, connection.url, path, answer).status;
    register(token);
    return { token, expiresAt: new Date(expirationTimestamp) };
  } catch (error) {
    if (error instanceof Unreachable) throw new Inconclusive(`${subject} was not given: ${error.message}`);
    throw error;
  }
}
