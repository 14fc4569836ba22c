import { createHash, randomUUID } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { ObjectStore } from '../object.ts';
import type { Person } from '../world.ts';
import type { Reviewed, TokenAuthority } from './authority.ts';

/** The issuer of an OpenShift cluster's service-account tokens; also the audience of its API server. */
export const ISSUER = 'https://kubernetes.default.svc';
/** Kubernetes accepts a token for so long after its expiry, for clocks that differ. */
const LEEWAY_SECONDS = 60;
const ALGORITHM = 'RS256';

const AccountBinding = z.object({
  namespace: z.string(),
  serviceaccount: z.object({ name: z.string(), uid: z.string() }),
});
/** Claims that every token has; what is left is private to its issuer's purpose. */
const REGISTERED = new Set(['iss', 'sub', 'aud', 'exp', 'nbf', 'iat', 'jti', 'kubernetes.io']);

/** The uid of a person: the same in every run. */
export function personUid(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}

function serviceAccountOf(subject: string): { namespace: string; name: string } | undefined {
  const [, namespace, name] = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(subject) ?? [];
  return namespace === undefined || name === undefined ? undefined : { namespace, name };
}

/** The caller that a person is, as the API server sees them. */
const asReviewed = (person: Person, audiences: string[]): Reviewed => ({
  username: person.name,
  uid: personUid(person.name),
  groups: person.groups,
  audiences,
  claims: {},
});

function boundAccount(
  payload: JWTPayload,
  objects: ObjectStore,
): Pick<Reviewed, 'username' | 'uid' | 'groups'> | undefined {
  const binding = AccountBinding.safeParse(payload['kubernetes.io']);
  if (!binding.success || payload.sub === undefined) return undefined;
  const { namespace, serviceaccount } = binding.data;
  const account = objects.find({ apiVersion: 'v1', kind: 'ServiceAccount', namespace, name: serviceaccount.name });
  if (account?.metadata.uid !== serviceaccount.uid) return undefined;
  return {
    username: payload.sub,
    uid: serviceaccount.uid,
    groups: ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'],
  };
}

/** Who a verified token speaks for; undefined when its account or person is gone. */
function bearerOf(payload: JWTPayload, people: Person[], objects: ObjectStore) {
  if (serviceAccountOf(payload.sub ?? '') !== undefined) return boundAccount(payload, objects);
  const person = people.find(({ name }) => name === payload.sub);
  return person === undefined ? undefined : asReviewed(person, []);
}

function privateClaims(payload: JWTPayload): Record<string, unknown> {
  return Object.fromEntries(Object.entries(payload).filter(([name]) => !REGISTERED.has(name)));
}

/** The audiences that a review and a token share; undefined when there is none. */
function shared(wanted: string[], held: string[]): string[] | undefined {
  const common = (wanted.length === 0 ? [ISSUER] : wanted).filter((audience) => held.includes(audience));
  return common.length === 0 ? undefined : common;
}

/** The token authority of a cluster: one fresh RSA key, so that no token outlives the sandbox. */
export async function tokenAuthority(
  people: Person[],
  objects: ObjectStore,
  { leewaySeconds = LEEWAY_SECONDS }: { leewaySeconds?: number } = {},
): Promise<TokenAuthority> {
  const { publicKey, privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  const publicJwk = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint(publicJwk);
  const person = (token: string): Person | undefined => people.find(({ openshiftToken }) => openshiftToken === token);

  const binding = (subject: string): Record<string, unknown> => {
    const account = serviceAccountOf(subject);
    if (account === undefined) return {};
    const uid = objects.find({ apiVersion: 'v1', kind: 'ServiceAccount', ...account })?.metadata.uid;
    if (uid === undefined) {
      throw new RangeError(`cannot issue a token: service account ${account.namespace}/${account.name} does not exist`);
    }
    return { 'kubernetes.io': { namespace: account.namespace, serviceaccount: { name: account.name, uid } } };
  };

  const reviewSigned = async (token: string, audiences: string[]): Promise<Reviewed | undefined> => {
    const verified = await jwtVerify(token, publicKey, {
      issuer: ISSUER,
      algorithms: [ALGORITHM],
      clockTolerance: leewaySeconds,
      requiredClaims: ['exp', 'sub', 'aud'],
    }).catch(() => undefined);
    if (verified === undefined) return undefined;
    const { payload } = verified;
    const common = shared(audiences, [payload.aud ?? []].flat());
    const bearer = bearerOf(payload, people, objects);
    if (common === undefined || bearer === undefined) return undefined;
    return { ...bearer, audiences: common, expiresAt: payload.exp, jti: payload.jti, claims: privateClaims(payload) };
  };

  return {
    issuer: ISSUER,
    person,
    async issue({ subject, audiences, lifetimeSeconds, claims }) {
      const issuedAt = Math.floor(Date.now() / 1000);
      const expiresAt = issuedAt + Math.floor(lifetimeSeconds);
      const jti = randomUUID();
      const token = await new SignJWT({ ...claims, ...binding(subject) })
        .setProtectedHeader({ alg: ALGORITHM, kid })
        .setIssuer(ISSUER)
        .setSubject(subject)
        .setAudience(audiences.length === 0 ? [ISSUER] : audiences)
        .setIssuedAt(issuedAt)
        .setNotBefore(issuedAt)
        .setExpirationTime(expiresAt)
        .setJti(jti)
        .sign(privateKey);
      return { token, jti, issuedAt, expiresAt };
    },
    async review(token, audiences) {
      // The API server reads a reviewed token as the header `Bearer <token>`: its first word counts, and where that is
      // empty the request has no credential at all, so it is anonymous, and anonymous is authenticated.
      const [word = ''] = token.split(' ');
      if (word === '') {
        return { username: 'system:anonymous', uid: '', groups: ['system:unauthenticated'], audiences, claims: {} };
      }
      const known = person(word);
      if (known === undefined) return reviewSigned(word, audiences);
      const common = shared(audiences, [ISSUER]);
      return common === undefined ? undefined : asReviewed(known, common);
    },
    jwks: async () => ({ keys: [{ ...publicJwk, use: 'sig', kid, alg: ALGORITHM }] }),
  };
}
