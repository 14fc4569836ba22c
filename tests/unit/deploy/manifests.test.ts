import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { ROOT } from '../../selftest/verify.ts';

const DEPLOY = join(ROOT, 'deploy');

/** Every file below deploy/ that has documents of this kind of name. */
const files = (pattern: RegExp): string[] =>
  readdirSync(DEPLOY, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && pattern.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));

const documents = (file: string): unknown[] =>
  parseAllDocuments(readFileSync(file, 'utf8')).map((document) => document.toJS());

const SecurityContext = z.looseObject({
  allowPrivilegeEscalation: z.boolean().optional(),
  readOnlyRootFilesystem: z.boolean().optional(),
  privileged: z.boolean().optional(),
  capabilities: z.looseObject({ drop: z.array(z.string()).optional(), add: z.array(z.string()).optional() }).optional(),
});
const Container = z.looseObject({ name: z.string(), image: z.string(), securityContext: SecurityContext.optional() });
type Container = z.infer<typeof Container>;

/** What looks like a container anywhere in a document: a Pod's, a Job's, a patch's, a step of Tekton. */
function containersIn(value: unknown): Container[] {
  const own = Container.safeParse(value);
  const inner = value instanceof Object ? Object.values(value).flatMap(containersIn) : [];
  return own.success ? [own.data, ...inner] : inner;
}

const isSafe = ({ securityContext: given }: Container): boolean =>
  given !== undefined &&
  given.allowPrivilegeEscalation === false &&
  given.readOnlyRootFilesystem === true &&
  given.privileged !== true &&
  given.capabilities?.drop?.includes('ALL') === true &&
  given.capabilities.add === undefined;

const StepTemplate = z.looseObject({
  spec: z.looseObject({ stepTemplate: z.looseObject({ securityContext: SecurityContext }) }),
});

/** Containers of a document, each with what a Task says for all of its steps. */
function containersOf(document: unknown): Container[] {
  const template = StepTemplate.safeParse(document);
  const all = template.success ? template.data.spec.stepTemplate.securityContext : undefined;
  return containersIn(document).map((one) => ({ ...one, securityContext: one.securityContext ?? all }));
}

const Role = z.looseObject({
  kind: z.enum(['Role', 'ClusterRole']),
  rules: z.array(
    z.looseObject({ apiGroups: z.array(z.string()), resources: z.array(z.string()), verbs: z.array(z.string()) }),
  ),
});

describe('what is deployed', () => {
  const manifests = files(/\.yaml$/);

  test('no container may become more than it is, or write to its own image', () => {
    const containers = manifests.flatMap((file) => documents(file).flatMap(containersOf));
    expect(containers.length).toBeGreaterThanOrEqual(8);
    expect(containers.filter((one) => !isSafe(one)).map(({ name }) => name)).toEqual([]);
  });

  test('a container without its bounds is noticed', () => {
    const safe = { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } };
    const pod = (securityContext: object): object => ({
      spec: { containers: [{ name: 'a', image: 'b', securityContext }] },
    });
    expect(containersOf(pod(safe)).every(isSafe)).toBe(true);
    for (const worse of [
      {},
      { ...safe, readOnlyRootFilesystem: false },
      { ...safe, allowPrivilegeEscalation: true },
      { ...safe, privileged: true },
      { ...safe, capabilities: { drop: ['ALL'], add: ['NET_ADMIN'] } },
    ])
      expect(containersOf(pod(worse)).every(isSafe)).toBe(false);
  });

  test('a role names what it grants, and no role of the nightly run reads Secrets or changes anything', () => {
    const roles = manifests.flatMap(documents).flatMap((document) => {
      const parsed = Role.safeParse(document);
      return parsed.success ? [parsed.data] : [];
    });
    expect(roles.length).toBeGreaterThanOrEqual(4);
    const rules = roles.flatMap((role) => role.rules);
    expect(rules.filter((rule) => [...rule.apiGroups, ...rule.resources, ...rule.verbs].includes('*'))).toEqual([]);
    const reader = documents(join(DEPLOY, 'rbac', 'reader.yaml')).flatMap(
      (document) => Role.safeParse(document).data?.rules ?? [],
    );
    expect(reader.length).toBeGreaterThan(20);
    expect(reader.filter(({ resources }) => resources.includes('secrets'))).toEqual([]);
    // Images are looked up by a creation that stores nothing.
    const changing = reader.filter(({ verbs }) => verbs.some((verb) => verb !== 'get' && verb !== 'list'));
    expect(changing.map(({ resources }) => resources)).toEqual([['imagestreamimports']]);
  });

  test('the slices of a load job are as many as its pods', () => {
    const [job] = documents(join(DEPLOY, 'load-job', 'job.yaml'));
    const { completions, parallelism } = z
      .looseObject({ spec: z.looseObject({ completions: z.int(), parallelism: z.int() }) })
      .parse(job).spec;
    const literals = readFileSync(join(DEPLOY, 'load-job', 'kustomization.yaml'), 'utf8');
    expect([completions, parallelism]).toEqual([completions, completions]);
    expect(literals).toContain(`SLICES=${completions}]`);
  });

  test('what names a version of maas-verify names the one of this tree', () => {
    const { version } = z
      .looseObject({ version: z.string() })
      .parse(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')));
    const named = manifests.flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/newName: \S*\/maas-verify\n\s*newTag: (\S+)|VERSION: (\S+)/g)].map(
        (match) => match[1] ?? match[2],
      ),
    );
    expect(named.length).toBeGreaterThanOrEqual(5);
    expect(new Set(named)).toEqual(new Set([version]));
  });
});
