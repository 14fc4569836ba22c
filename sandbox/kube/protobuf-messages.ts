/** How a field is encoded: a scalar, a map of strings, or a message of its own. */
export type FieldType = 'string' | 'int' | 'bool' | 'bytes' | 'stringMap' | 'bytesMap' | Message;
interface Field {
  name: string;
  type: FieldType;
  repeated?: true;
}
export interface Message {
  [number: number]: Field;
}

export const field = (name: string, type: FieldType = 'string'): Field => ({ name, type });
const list = (name: string, type: FieldType = 'string'): Field => ({ name, type, repeated: true });

const OWNER: Message = { 1: field('kind'), 3: field('name'), 4: field('uid'), 5: field('apiVersion') };
const METADATA: Message = {
  1: field('name'),
  2: field('generateName'),
  3: field('namespace'),
  5: field('uid'),
  6: field('resourceVersion'),
  11: field('labels', 'stringMap'),
  12: field('annotations', 'stringMap'),
  13: list('ownerReferences', OWNER),
  14: list('finalizers'),
};
const RESOURCE_ATTRIBUTES: Message = {
  1: field('namespace'),
  2: field('verb'),
  3: field('group'),
  4: field('version'),
  5: field('resource'),
  6: field('subresource'),
  7: field('name'),
};
const PATH_ATTRIBUTES: Message = { 1: field('path'), 2: field('verb') };
const ACCESS: Message = {
  1: field('resourceAttributes', RESOURCE_ATTRIBUTES),
  2: field('nonResourceAttributes', PATH_ATTRIBUTES),
};
const SUBJECT: Message = { 1: field('kind'), 2: field('apiGroup'), 3: field('name'), 4: field('namespace') };
const ROLE_REF: Message = { 1: field('apiGroup'), 2: field('kind'), 3: field('name') };
const RULE: Message = {
  1: list('verbs'),
  2: list('apiGroups'),
  3: list('resources'),
  4: list('resourceNames'),
  5: list('nonResourceURLs'),
};
const meta = { 1: field('metadata', METADATA) };
const role: Message = { ...meta, 2: list('rules', RULE) };
const binding: Message = { ...meta, 2: list('subjects', SUBJECT), 3: field('roleRef', ROLE_REF) };

/** The kinds that kubectl sends as protobuf, with the field numbers of Kubernetes' generated.proto files. */
export const KINDS: Record<string, Message> = {
  SelfSubjectAccessReview: { ...meta, 2: field('spec', ACCESS) },
  SubjectAccessReview: {
    ...meta,
    2: field('spec', { ...ACCESS, 3: field('user'), 4: list('groups'), 6: field('uid') }),
  },
  SelfSubjectRulesReview: { ...meta, 2: field('spec', { 1: field('namespace') }) },
  SelfSubjectReview: meta,
  TokenReview: { ...meta, 2: field('spec', { 1: field('token'), 2: list('audiences') }) },
  TokenRequest: {
    ...meta,
    2: field('spec', {
      1: list('audiences'),
      3: field('boundObjectRef', { 1: field('kind'), 2: field('apiVersion'), 3: field('name'), 4: field('uid') }),
      4: field('expirationSeconds', 'int'),
    }),
  },
  Namespace: meta,
  ServiceAccount: meta,
  ConfigMap: { ...meta, 2: field('data', 'stringMap') },
  Secret: { ...meta, 2: field('data', 'bytesMap'), 3: field('type'), 4: field('stringData', 'stringMap') },
  Role: role,
  ClusterRole: role,
  RoleBinding: binding,
  ClusterRoleBinding: binding,
  DeleteOptions: {
    1: field('gracePeriodSeconds', 'int'),
    2: field('preconditions', { 1: field('uid'), 2: field('resourceVersion') }),
    4: field('propagationPolicy'),
    5: list('dryRun'),
  },
};
