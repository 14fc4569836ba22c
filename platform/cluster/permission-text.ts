import type { Permission } from './cluster.ts';

/** A shell would replace a bare asterisk by the names of files. */
const quoted = (word: string): string => (word.includes('*') ? `'${word}'` : word);

/** The permission as the command that asks for it, ready to paste: `oc auth can-i list pods -n maas`. */
export function canI(permission: Permission): string {
  // A path of the API server is in no namespace.
  if (permission.resource.startsWith('/')) return `oc auth can-i ${permission.verb} ${permission.resource}`;
  // `oc auth can-i` takes the one asterisk for every resource of every group.
  const group = permission.group === '' || permission.resource === '*' ? '' : `.${permission.group}`;
  const resource = `${permission.resource}${group}`;
  // `pods/log` would be a pod called log.
  const subresource = permission.subresource === undefined ? '' : ` --subresource=${permission.subresource}`;
  const name = permission.name === undefined ? '' : `/${permission.name}`;
  const scope = permission.namespace === undefined ? '--all-namespaces' : `-n ${permission.namespace}`;
  return `oc auth can-i ${quoted(permission.verb)} ${quoted(resource)}${name}${subresource} ${scope}`;
}
