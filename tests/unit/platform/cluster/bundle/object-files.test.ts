import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { readObjects } from '../../../../../platform/cluster/bundle/object-files.ts';
import { ConfigMap, CustomResourceDefinition } from '../../../../../platform/cluster/kinds/core.ts';
import { names, opened, written } from './written.ts';

/** What is read from a file of this text: names, or the complaint. */
function read(text: string): string[] | string {
  const found: string[] = [];
  const file = join(written({ 'x.yaml': text }), 'x.yaml');
  try {
    readObjects(file, ({ metadata }) => found.push(metadata.name ?? '?'));
  } catch (error) {
    return error instanceof Error ? error.message.replace(file, 'FILE') : 'no error';
  }
  return found;
}

test.each([
  ['a single object', 'kind: Pod\nmetadata: {name: a}\n', ['a']],
  ['several documents', '---\nkind: Pod\nmetadata: {name: a}\n---\nkind: Pod\nmetadata: {name: b}\n', ['a', 'b']],
  ['a list', 'apiVersion: v1\nitems:\n- metadata: {name: a}\nkind: PodList\n', ['a']],
  ['an empty list', 'apiVersion: v1\nitems: []\nkind: PodList\n', []],
  ['a list without items', 'apiVersion: v1\nitems: null\nkind: PodList\n', []],
  ['JSON', '{"kind": "List", "items": [{"metadata": {"name": "a"}}]}', ['a']],
  ['an empty file', '', 'bundle file FILE is empty: its collection failed'],
  ['an error message', 'error: the server was unable to respond\n', 'bundle file FILE holds no Kubernetes object'],
  ['text', 'Error from server (Forbidden)\n', 'bundle file FILE holds no Kubernetes object'],
  [
    'a list that is cut',
    'apiVersion: v1\nitems:\n- metadata: {name: a}\n',
    'bundle file FILE is cut short: its list has no end',
  ],
  ['items of another kind', 'items:\n- 1\nkind: List\n', 'bundle file FILE has an item that is no object'],
  ['items that are no list', 'items: 1\nkind: List\n', 'bundle file FILE: its items are no list'],
])('%s', (_, text, expected) => {
  expect(read(text)).toEqual(expected);
});

test('broken YAML is told by its file', async () => {
  const bundle = written({ 'namespaces/a/core/configmaps.yaml': 'items: [1' });

  expect(await opened(bundle).list(ConfigMap, { namespace: 'a' })).toMatchObject({
    kind: 'unreachable',
    reason: expect.stringMatching(/^bundle file \S+namespaces\/a\/core\/configmaps\.yaml is not valid YAML: /),
  });
});

test('a long list is read in pieces to the same objects as at once, whatever is written in them', () => {
  const value = fc.oneof(
    fc.string(),
    fc.constantFrom('- item', 'kind: x\n- a\nb', '\n\n- x', '---', 'a: |\n- b', '# no comment'),
  );
  fc.assert(
    fc.property(
      fc.array(fc.dictionary(fc.string({ minLength: 1 }), value), { minLength: 1, maxLength: 3 }),
      (samples) => {
        const items = Array.from({ length: 400 }, (_, index) => ({
          kind: 'ConfigMap',
          metadata: { name: `n${index}` },
          data: { ...samples[index % samples.length], padding: 'x'.repeat(300) },
        }));
        const text = stringify(
          { apiVersion: 'v1', items, kind: 'List', metadata: { resourceVersion: '' } },
          { indentSeq: false, aliasDuplicateObjects: false },
        );
        const found: unknown[] = [];
        readObjects(join(written({ 'x.yaml': text }), 'x.yaml'), (object) => found.push(object));

        expect(text.length).toBeGreaterThan(100_000);
        expect(found).toEqual(items);
      },
    ),
    { numRuns: 5 },
  );
});

test('a long list without its end is told to be cut', () => {
  const items = Array.from(
    { length: 3000 },
    (_, index) => `- metadata:\n    name: a-${index}\n    namespace: maas\n`,
  ).join('');

  expect(read(`apiVersion: v1\nitems:\n${items}`)).toBe('bundle file FILE is cut short: its list has no end');
  expect(read(`apiVersion: v1\nitems:\n${items}kind: List\n`)).toHaveLength(3000);
});

test('the schemas of CustomResourceDefinitions are left unread', async () => {
  const crd = {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'clusterversions.config.openshift.io' },
    spec: {
      group: 'config.openshift.io',
      names: { kind: 'ClusterVersion', plural: 'clusterversions' },
      versions: [
        {
          name: 'v1',
          schema: { openAPIV3Schema: { description: 'a\n\nb', type: 'object' } },
          served: true,
          storage: true,
        },
      ],
    },
  };
  const bundle = written({
    'cluster-scoped-resources/apiextensions.k8s.io/customresourcedefinitions/clusterversions.config.openshift.io.yaml':
      stringify(crd),
  });
  const answer = await opened(bundle).list(CustomResourceDefinition);

  expect(names(answer)).toEqual(['clusterversions.config.openshift.io']);
  expect(answer).toMatchObject({ value: { items: [{ spec: { versions: [{ name: 'v1', served: true }] } }] } });
  expect(JSON.stringify(answer)).not.toContain('object"');
});
