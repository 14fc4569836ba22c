import { json } from './answers.ts';
import type { Exchange } from './exchange.ts';

const SELF = '~';

/** Whether a request asks for OpenShift's `users/~`: the caller as a User, which is what `oc whoami` prints. */
export const asksForSelf = ({ type, target }: Exchange): boolean =>
  type.group === 'user.openshift.io' && type.plural === 'users' && target.verb === 'get' && target.name === SELF;

export function currentUser({ request, type, identity }: Exchange): Promise<Response> {
  const { username, uid, groups } = identity;
  const apiVersion = `${type.group}/${type.version}`;
  return json(request, { kind: 'User', apiVersion, metadata: { name: username, uid }, identities: null, groups });
}
