import { createHash, createPrivateKey, createPublicKey, randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { z } from 'zod';
import { MAAS_AUDIENCE } from '../sandbox/maas-api/issue.ts';
import { ensureAccount, subjectOf } from '../sandbox/maas-api/service-accounts.ts';
import { ISSUER } from '../sandbox/tokens/signed-tokens.ts';
import type { Person, World } from '../sandbox/world.ts';
import type { ApiClient } from './api/client.ts';

const Account = z.looseObject({ metadata: z.looseObject({ uid: z.string() }) });

/** It was valid for an hour, and has been void for another: long enough for every cache to have forgotten it. */
const LIFETIME_SECONDS = 3_600;
const AGE_SECONDS = 7_200;

/** The id that the API server knows its key by: the digest of the public key. */
function keyId(privatePem: string): string {
  const der = createPublicKey(createPrivateKey(privatePem)).export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(der).digest('base64url');
}

/**
 * A token of a person's account as the API server issued it two hours ago. The API server issues none for less than ten
 * minutes, and no check waits so long; signed with its key and bound to the account as it is, nothing but its time is wrong.
 */
export async function expiredToken(
  world: World,
  person: Person,
  { admin, settled, key }: { admin: ApiClient; settled(): Promise<void>; key: string },
): Promise<string> {
  const account = ensureAccount(world.objects, person.tier ?? 'free', person.name);
  await settled();
  const { name, namespace = '' } = account.metadata;
  const served = Account.parse(await admin.demand(`/api/v1/namespaces/${namespace}/serviceaccounts/${name}`));
  const issuedAt = Math.floor(Date.now() / 1000) - AGE_SECONDS;
  const binding = { namespace, serviceaccount: { name, uid: served.metadata.uid } };
  return new SignJWT({ 'kubernetes.io': binding })
    .setProtectedHeader({ alg: 'RS256', kid: keyId(key) })
    .setIssuer(ISSUER)
    .setSubject(subjectOf(account))
    .setAudience([MAAS_AUDIENCE])
    .setIssuedAt(issuedAt)
    .setNotBefore(issuedAt)
    .setExpirationTime(issuedAt + LIFETIME_SECONDS)
    .setJti(randomUUID())
    .sign(createPrivateKey(key));
}
