import type { Permission } from './cluster.ts';

/** The permission as the command that asks for it, ready to paste: `oc auth can-i list pods -n maas`. */
export function canI(permission: Permission): string {
  const resource = `${permission.resource}${permission.group === '' ? '' : `.${permission.group}`}${
    permission.subresource === undefined ? '' : `/${permission.subresource}`
  }`;
  const name = permission.name === undefined ? '' : `/${permission.name}`;
  const scope = permission.namespace === undefined ? '--all-namespaces' : `-n ${permission.namespace}`;
  return `oc auth can-i ${permission.verb} ${resource}${name} ${scope}`;
}
