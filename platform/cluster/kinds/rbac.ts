import { z } from 'zod';
import { kindOf, Metadata, type ObjectOf } from './base.ts';

const GROUP = 'rbac.authorization.k8s.io';
const Names = z.array(z.string()).optional();

const Rule = z.looseObject({ apiGroups: Names, resources: Names, resourceNames: Names, verbs: z.array(z.string()) });
const Subject = z.looseObject({ kind: z.string(), name: z.string(), namespace: z.string().optional() });
const RoleSchema = z.looseObject({ metadata: Metadata, rules: z.array(Rule).nullish() });
const BindingSchema = z.looseObject({
  metadata: Metadata,
  roleRef: z.looseObject({ kind: z.string(), name: z.string() }),
  subjects: z.array(Subject).nullish(),
});

export const Role = kindOf('Role', GROUP, 'v1', RoleSchema);
export const RoleBinding = kindOf('RoleBinding', GROUP, 'v1', BindingSchema);
export const ClusterRole = kindOf('ClusterRole', GROUP, 'v1', RoleSchema, { namespaced: false });
export const ClusterRoleBinding = kindOf('ClusterRoleBinding', GROUP, 'v1', BindingSchema, { namespaced: false });
export type RoleObject = ObjectOf<typeof Role>;
export type RoleBindingObject = ObjectOf<typeof RoleBinding>;
