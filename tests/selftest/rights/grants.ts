import type { PolicyRule } from '../../../sandbox/kube/rbac.ts';
import type { KubeObject } from '../../../sandbox/object.ts';

/** Rules that hold in one namespace, or in all where it is absent. */
export interface Grant {
  namespace?: string;
  rules: PolicyRule[];
}

interface Subject {
  kind: 'User' | 'ServiceAccount';
  name: string;
  namespace?: string;
}

const LINE =
  /^oc auth can-i (\S+) ([^\s./]+)(?:\.([^\s/]+))?(?:\/(\S+))?(?: --subresource=(\S+))?(?: (--all-namespaces)| -n (\S+))$/;

/** What an administrator grants for one `oc auth can-i …` line, and nothing more. Throws where it is no such line. */
export function grantOf(line: string): Grant {
  const [, verb, resource, group = '', name, subresource, everywhere, namespace] = LINE.exec(line) ?? [];
  if (verb === undefined || resource === undefined || (everywhere === undefined && namespace === undefined))
    throw new RangeError(`"${line}" asks for nothing that could be granted`);
  const full = subresource === undefined ? resource : `${resource}/${subresource}`;
  const rule = {
    verbs: [verb],
    apiGroups: [group],
    resources: [full],
    ...(name !== undefined && { resourceNames: [name] }),
  };
  return { namespace, rules: [rule] };
}

const API = 'rbac.authorization.k8s.io';

/** The role and the binding that give a grant to somebody. */
export function objectsOf(name: string, { namespace, rules }: Grant, subject: Subject): KubeObject[] {
  const scope = namespace === undefined ? 'Cluster' : '';
  const apiVersion = `${API}/v1`;
  const metadata = { name, ...(namespace !== undefined && { namespace }) };
  return [
    { apiVersion, kind: `${scope}Role`, metadata, rules },
    {
      apiVersion,
      kind: `${scope}RoleBinding`,
      metadata,
      roleRef: { apiGroup: API, kind: `${scope}Role`, name },
      subjects: [{ ...subject, ...(subject.kind === 'User' && { apiGroup: API }) }],
    },
  ];
}
