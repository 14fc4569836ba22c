import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { readObjects } from '../../../sandbox/kube/store.ts';

const fileOf = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const KINDS = fileOf('platform/cluster/kinds/');
const SANDBOX = 'sandbox/installations/common/';

const Kind = z.object({ group: z.string(), plural: z.string(), version: z.string(), namespaced: z.boolean() });
const Role = z.looseObject({
  kind: z.enum(['ClusterRole', 'Role']),
  metadata: z.object({ name: z.string(), namespace: z.string().optional() }),
  rules: z.array(
    z.strictObject({ apiGroups: z.array(z.string()), resources: z.array(z.string()), verbs: z.array(z.string()) }),
  ),
});

/** Kinds of later releases, which only the look before the checks asks for. */
const OF_LATER_RELEASES = ['maas.opendatahub.io/aitenants', 'maas.opendatahub.io/maassubscriptions'];

async function kindsRead(): Promise<string[]> {
  const modules: object[] = await Promise.all(readdirSync(KINDS).map((file) => import(`${KINDS}${file}`)));
  const kinds = modules.flatMap((module) => Object.values(module)).flatMap((value) => Kind.safeParse(value).data ?? []);
  return kinds.map(({ group, plural }) => `${group}/${plural}`);
}

const rolesOf = (path: string) => readObjects(fileOf(path)).flatMap((object) => Role.safeParse(object).data ?? []);

const reader = rolesOf('deploy/rbac/reader.yaml');
const everywhere = reader.filter(({ kind }) => kind === 'ClusterRole').flatMap(({ rules }) => rules);

test('the role reads every kind that is read, but Secrets, and no other', async () => {
  const kinds = await kindsRead();
  const granted = everywhere
    .filter(({ verbs }) => verbs.join() === 'get,list')
    .flatMap(({ apiGroups, resources }) => apiGroups.flatMap((group) => resources.map((one) => `${group}/${one}`)));

  expect(kinds).toContain('/secrets');
  expect(kinds.length).toBeGreaterThan(40);
  const wanted = [...new Set([...kinds.filter((kind) => kind !== '/secrets'), ...OF_LATER_RELEASES])];
  expect(granted.sort()).toEqual(wanted.sort());
});

test('beyond that it reads logs, and asks about images in one namespace', () => {
  const others = everywhere.filter(({ verbs }) => verbs.join() !== 'get,list');
  expect(others).toEqual([{ apiGroups: [''], resources: ['pods/log'], verbs: ['get'] }]);

  const [question, ...more] = reader.filter(({ kind }) => kind === 'Role');
  expect(more).toEqual([]);
  expect(question?.metadata.namespace).toBe('default');
  expect(question?.rules).toEqual([
    { apiGroups: ['image.openshift.io'], resources: ['imagestreamimports'], verbs: ['create'] },
  ]);
});

test('the sandbox tries the very roles that are deployed', () => {
  const tried = [
    ...rolesOf(`${SANDBOX}cluster-scoped-resources/rbac.authorization.k8s.io/maas-verify-reader.yaml`),
    ...rolesOf(`${SANDBOX}namespaces/default/rbac.authorization.k8s.io/maas-verify-reader.yaml`),
  ];
  const plain = (roles: typeof reader) => roles.map(({ kind, metadata, rules }) => ({ kind, metadata, rules }));
  expect(plain(tried)).toEqual(plain(reader));
});
