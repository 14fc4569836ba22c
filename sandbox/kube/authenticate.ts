import type { World } from '../world.ts';
import { authorize, type Caller } from './rbac.ts';
import { forbidden, unauthorized } from './status-errors.ts';

/** Who a request comes from, as SelfSubjectReview answers it. */
export interface Identity extends Caller {
  uid: string;
  extra?: Record<string, string[]>;
}

const ANONYMOUS: Identity = { username: 'system:anonymous', uid: '', groups: ['system:unauthenticated'] };

/** The second word of `Authorization: Bearer TOKEN`; undefined when there is no such credential (two blanks in a row). */
function bearerToken(header: string | null): string | undefined {
  const [scheme = '', token = ''] = (header ?? '').trim().split(' ');
  return scheme.toLowerCase() === 'bearer' && token !== '' ? token : undefined;
}

async function bearer(world: World, headers: Headers): Promise<Identity> {
  if (world.behaviour.kube.unauthorized) throw unauthorized();
  const token = bearerToken(headers.get('authorization'));
  if (token === undefined) return ANONYMOUS;
  const reviewed = await world.tokens.review(token, []);
  if (reviewed === undefined) throw unauthorized();
  const { username, uid, groups, jti } = reviewed;
  const extra = jti === undefined ? undefined : { 'authentication.kubernetes.io/credential-id': [`JTI=${jti}`] };
  return { username, uid, groups, extra };
}

function impersonated(resource: string, name: string): { resource: string; namespace?: string; name: string } {
  const [, namespace, account] = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(name) ?? [];
  return resource === 'users' && namespace !== undefined && account !== undefined
    ? { resource: 'serviceaccounts', namespace, name: account }
    : { resource, name };
}

/** Answers as another user for who asks so by `Impersonate-User` and `Impersonate-Group` and may. */
function impersonate(world: World, identity: Identity, headers: Headers): Identity {
  const user = headers.get('impersonate-user');
  if (user === null) return identity;
  const groups = (headers.get('impersonate-group') ?? '')
    .split(',')
    .map((group) => group.trim())
    .filter(Boolean);
  const wanted = [impersonated('users', user), ...groups.map((group) => impersonated('groups', group))];
  for (const attributes of wanted) {
    const scope = { verb: 'impersonate', ...attributes };
    if (!authorize(world.objects, identity, { ...scope, group: '' }).allowed) {
      throw forbidden(identity.username, { group: '', ...attributes }, scope);
    }
  }
  const [, namespace] = /^system:serviceaccount:([^:]+):/.exec(user) ?? [];
  const implied = namespace === undefined ? [] : ['system:serviceaccounts', `system:serviceaccounts:${namespace}`];
  return { username: user, uid: '', groups: [...new Set([...groups, ...implied, 'system:authenticated'])] };
}

/** The identity of a request. Throws a 401 Status for a credential that is not known, 403 for a refused impersonation. */
export async function authenticate(world: World, headers: Headers): Promise<Identity> {
  return impersonate(world, await bearer(world, headers), headers);
}
