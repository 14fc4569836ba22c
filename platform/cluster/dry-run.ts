import { firstLine } from '../connection-failure.ts';
import { redact } from '../redact.ts';
import type { Answer, Kind } from './cluster.ts';
import type { Connection } from './connection.ts';
import type { Discovery } from './discovery.ts';
import { collectionPath } from './objects.ts';
import { refused, statusOf } from './status.ts';

export interface NewObject {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string };
}
export type Admission = { admitted: true } | { admitted: false; reason: string };

/** The authoriser's refusal, told from an admission plugin's: both are 403 Forbidden. */
const UNAUTHORISED = /cannot create resource/;
/** A webhook that cannot be called is an answer about the object: it would not be admitted. */
const WEBHOOK_FAILED = /failed calling webhook|failed to call webhook/;

/** Server-side dry run of a creation: passes authentication, authorisation, validation and admission; nothing is stored. */
export async function tryCreate(
  connection: Connection,
  types: Discovery,
  object: NewObject,
  kind: Kind<unknown>,
): Promise<Answer<Admission>> {
  const { namespace } = object.metadata;
  const path = collectionPath(kind, namespace);
  const query = { dryRun: 'All', fieldManager: 'maas-verify' };
  const answer = await connection.send({ method: 'POST', path, query, body: object, retry: false });
  if (answer.status === 200 || answer.status === 201) return { kind: 'found', value: { admitted: true } };

  const status = statusOf(answer);
  const message = status?.message ?? '';
  const reason = firstLine(redact(message || `status ${answer.status}`), 400);
  const refusedBy = (said: string): Answer<Admission> => ({ kind: 'found', value: { admitted: false, reason: said } });
  if (answer.status === 404) {
    if (!(await types.serves(kind))) return { kind: 'type-missing' };
    return status?.details?.kind === 'namespaces'
      ? refusedBy(`namespace ${namespace} does not exist`)
      : { kind: 'not-found' };
  }
  const byPolicy = answer.status === 403 && status !== undefined && !UNAUTHORISED.test(message);
  const byValidation = [400, 409, 422].includes(answer.status) && status !== undefined;
  if (byPolicy || byValidation || WEBHOOK_FAILED.test(message)) return refusedBy(reason);
  return refused(connection.url, path, answer, { verb: 'create', group: kind.group, resource: kind.plural, namespace });
}
