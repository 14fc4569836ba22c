import { z } from 'zod';
import type { Answer, Permission, WhoAmI } from './cluster.ts';
import type { ApiAnswer, Connection } from './connection.ts';
import { parsedAs, refused, statusOf } from './status.ts';

const ACCESS = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';
const SELF = '/apis/authentication.k8s.io/v1/selfsubjectreviews';
const OPENSHIFT_SELF = '/apis/user.openshift.io/v1/users/~';

const AccessReview = z.looseObject({
  status: z.looseObject({ allowed: z.boolean() }),
});
const Groups = z.array(z.string()).nullish();
const SelfReview = z.looseObject({
  status: z.looseObject({ userInfo: z.looseObject({ username: z.string(), groups: Groups }) }),
});
const OpenShiftUser = z.looseObject({ metadata: z.looseObject({ name: z.string() }), groups: Groups });

/** SelfSubjectAccessReview: a virtual object, nothing is stored. */
export async function reviewAccess(connection: Connection, permission: Permission): Promise<Answer<boolean>> {
  const body = {
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SelfSubjectAccessReview',
    spec: { resourceAttributes: permission },
  };
  const answer = await connection.send({ method: 'POST', path: ACCESS, body });
  if (answer.status === 200 || answer.status === 201) {
    return { kind: 'found', value: parsedAs(AccessReview, connection.url, ACCESS, answer).status.allowed };
  }
  const needed = { verb: 'create', group: 'authorization.k8s.io', resource: 'selfsubjectaccessreviews' };
  return refused(connection.url, ACCESS, answer, needed);
}

/** Who the API server takes the caller for: by SelfSubjectReview, or OpenShift's `users/~` where that is not served. */
export async function reviewSelf(connection: Connection): Promise<Answer<WhoAmI>> {
  const body = { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' };
  const answer = await connection.send({ method: 'POST', path: SELF, body });
  if (answer.status === 200 || answer.status === 201) {
    const { username, groups } = parsedAs(SelfReview, connection.url, SELF, answer).status.userInfo;
    return { kind: 'found', value: { username, groups: groups ?? [] } };
  }
  if (answer.status === 404) return openshiftUser(connection);
  const needed = { verb: 'create', group: 'authentication.k8s.io', resource: 'selfsubjectreviews' };
  return takenForNobody(answer) ?? refused(connection.url, SELF, answer, needed);
}

/** The API server's refusal names who it took the caller for: nobody, where it accepted no credentials. */
function takenForNobody(answer: ApiAnswer): Answer<WhoAmI> | undefined {
  const isNobody = answer.status === 403 && statusOf(answer)?.message?.includes('"system:anonymous"') === true;
  return isNobody ? { kind: 'found', value: { username: 'system:anonymous', groups: [] } } : undefined;
}

async function openshiftUser(connection: Connection): Promise<Answer<WhoAmI>> {
  const answer = await connection.send({ path: OPENSHIFT_SELF });
  if (answer.status === 200) {
    const user = parsedAs(OpenShiftUser, connection.url, OPENSHIFT_SELF, answer);
    return { kind: 'found', value: { username: user.metadata.name, groups: user.groups ?? [] } };
  }
  if (answer.status === 404) return { kind: 'type-missing' };
  const nobody = takenForNobody(answer);
  if (nobody !== undefined) return nobody;
  return refused(connection.url, OPENSHIFT_SELF, answer, {
    verb: 'get',
    group: 'user.openshift.io',
    resource: 'users',
    name: '~',
  });
}
