import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import { z } from 'zod';
import { type Api, administratorApi } from './api.ts';

const Discovery = z.object({
  items: z.array(
    z.looseObject({
      metadata: z.looseObject({ name: z.string().default('') }),
      versions: z.array(
        z.looseObject({
          version: z.string(),
          resources: z.array(
            z.looseObject({
              resource: z.string(),
              scope: z.string(),
              verbs: z.array(z.string()),
              categories: z.array(z.string()).default([]),
              responseKind: z.looseObject({ kind: z.string() }),
            }),
          ),
        }),
      ),
    }),
  ),
});
const AGGREGATED = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';

const Item = z.looseObject({ metadata: z.looseObject({ name: z.string(), namespace: z.string().optional() }) });
type Item = z.infer<typeof Item>;
const List = z.looseObject({ items: z.array(Item) });

const Pod = Item.extend({
  spec: z.looseObject({
    containers: z.array(z.looseObject({ name: z.string() })),
    initContainers: z.array(z.looseObject({ name: z.string() })).default([]),
  }),
});

interface Type {
  group: string;
  version: string;
  plural: string;
  kind: string;
  namespaced: boolean;
  categories: string[];
}

/** What `oc adm inspect ns/NAME` takes of a namespace beside the category "all". */
const WITH_NAMESPACE = [
  'configmaps',
  'endpoints',
  'endpointslices',
  'events',
  'networkpolicies',
  'persistentvolumeclaims',
  'poddisruptionbudgets',
  'secrets',
  'servicemonitors',
  'ingresses',
];

/** Values of these are public; of the others oc writes the length. */
const PUBLIC_KEYS = ['tls.crt', 'ca.crt', 'service-ca.crt'];

const folderOf = ({ group }: Type): string => (group === '' ? 'core' : group);
const apiVersion = ({ group, version }: Type): string => (group === '' ? version : `${group}/${version}`);
const collection = (type: Type, namespace?: string): string =>
  `${type.group === '' ? '/api/v1' : `/apis/${apiVersion(type)}`}${namespace === undefined ? '' : `/namespaces/${namespace}`}/${type.plural}`;

/** As Go prints the time. */
const goTime = (at: Date): string => `${at.toISOString().replace('T', ' ').replace('Z', '000000')} +0000 UTC m=+0.042`;

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}

/** As kubectl's printer: keys sorted, sequences not indented. `oc adm inspect` keeps managedFields, as of oc 4.11. */
const printed = (value: unknown): string =>
  stringify(value, { sortMapEntries: true, indentSeq: false, aliasDuplicateObjects: false });

function elided(type: Type, item: Item): Item {
  const object = {
    ...item,
    apiVersion: apiVersion(type),
    kind: type.kind,
    metadata: { ...item.metadata, name: item.metadata.name },
  };
  if (type.kind !== 'Secret') return object;
  const data = z.record(z.string(), z.string()).catch({}).parse(item['data']);
  const kept = Object.entries(data).map(([key, value]) => [
    key,
    PUBLIC_KEYS.includes(key)
      ? value
      : Buffer.from(`${Buffer.from(value, 'base64').length} bytes long`).toString('base64'),
  ]);
  return { ...object, data: Object.fromEntries(kept) };
}

const asList = (items: Item[]): string =>
  printed({ apiVersion: 'v1', items, kind: 'List', metadata: { resourceVersion: '' } });

export interface Collection {
  /** Namespaces to inspect; all of the cluster when absent. */
  namespaces?: string[];
  /** Kinds to leave out, as PLURAL.GROUP: as if nobody had asked for them. */
  without?: string[];
}

/**
 * Writes a cluster as `oc adm must-gather` and `oc adm inspect` do: what a namespace has as lists, every other object in a
 * file of its own, kinds without objects as the empty list of `oc get -o yaml`. The types that were served, pods' logs and
 * the time are beside them. Written from what oc does, not from what the harness reads.
 */
export async function collect(
  kubeconfig: string,
  folder: string,
  { namespaces, without = [] }: Collection = {},
): Promise<void> {
  const api = await administratorApi(kubeconfig);
  const image = join(folder, 'registry-example-org-maas-sha256-0123abcd');
  try {
    await write(join(folder, 'timestamp'), `${goTime(new Date())}\n`);
    const types = (await discovered(api, image)).filter(
      ({ plural, group }) => !without.includes(group === '' ? plural : `${plural}.${group}`),
    );
    const all = await itemsOf(api, {
      group: '',
      version: 'v1',
      plural: 'namespaces',
      kind: 'Namespace',
      namespaced: false,
      categories: [],
    });
    const inspected = all.filter(({ metadata }) => namespaces === undefined || namespaces.includes(metadata.name));
    for (const namespace of inspected) await inspectNamespace(api, image, namespace, types);
    for (const type of types) if (!withNamespace(type)) await inspectKind(api, image, type);
    if (namespaces === undefined)
      await write(
        join(image, 'cluster-scoped-resources', 'core', 'namespaces.yaml'),
        asList(all.map((item) => ({ ...item, apiVersion: 'v1', kind: 'Namespace' }))),
      );
    await write(join(image, 'version'), 'openshift/must-gather\nv4.20.0\n');
    await write(join(image, 'timestamp'), `${goTime(new Date())}\n`);
    await write(join(folder, 'event-filter.html'), '<html></html>\n');
  } finally {
    await api.close();
  }
}

const withNamespace = ({ plural, categories, namespaced }: Type): boolean =>
  namespaced && (categories.includes('all') || WITH_NAMESPACE.includes(plural));

/** Each type once, in the version that the server prefers. */
async function discovered(api: Api, image: string): Promise<Type[]> {
  const types = new Map<string, Type>();
  for (const path of ['api', 'apis']) {
    const text = await api.text(`/${path}`, AGGREGATED);
    const answer = Discovery.parse(JSON.parse(text ?? '{}'));
    await write(join(image, `aggregated-discovery-${path}.yaml`), printed(answer));
    for (const { metadata, versions } of answer.items)
      for (const { version, resources } of versions)
        for (const { resource, scope, verbs, categories, responseKind } of resources) {
          const key = `${resource}.${metadata.name}`;
          if (!verbs.includes('list') || types.has(key)) continue;
          const type = { group: metadata.name, version, plural: resource, kind: responseKind.kind, categories };
          types.set(key, { ...type, namespaced: scope === 'Namespaced' });
        }
  }
  return [...types.values()];
}

async function itemsOf(api: Api, type: Type, namespace?: string): Promise<Item[]> {
  const text = await api.text(collection(type, namespace));
  return text === undefined ? [] : List.parse(JSON.parse(text)).items.map((item) => elided(type, item));
}

/** `oc adm inspect ns/NAME` */
async function inspectNamespace(api: Api, image: string, namespace: Item, types: readonly Type[]): Promise<void> {
  const { name } = namespace.metadata;
  const folder = join(image, 'namespaces', name);
  await write(join(folder, `${name}.yaml`), printed({ ...namespace, apiVersion: 'v1', kind: 'Namespace' }));
  for (const type of types.filter(withNamespace)) {
    const items = await itemsOf(api, type, name);
    await write(join(folder, folderOf(type), `${type.plural}.yaml`), asList(items));
    if (type.kind === 'Pod')
      for (const pod of items) await inspectPod(api, join(folder, 'pods', pod.metadata.name), pod);
  }
}

async function inspectPod(api: Api, folder: string, pod: Item): Promise<void> {
  const { metadata, spec } = Pod.parse(pod);
  await write(join(folder, `${metadata.name}.yaml`), printed(pod));
  for (const { name } of [...spec.containers, ...spec.initContainers])
    for (const previous of [false, true]) {
      const path = `/api/v1/namespaces/${metadata.namespace}/pods/${metadata.name}/log?container=${name}&previous=${previous}`;
      const text = (await api.text(path, '*/*')) ?? '';
      // oc asks for the time of each line, and makes the file before it knows whether there is a log.
      const stamped = text.replaceAll(/^(?=.)/gm, `${new Date().toISOString()} `);
      await write(join(folder, name, name, 'logs', `${previous ? 'previous' : 'current'}.log`), stamped);
    }
}

/** `oc adm inspect KIND --all-namespaces`, which writes nothing where there is none; then the list that `oc get` prints. */
async function inspectKind(api: Api, image: string, type: Type): Promise<void> {
  const items = await itemsOf(api, type);
  for (const item of items) {
    const { name, namespace } = item.metadata;
    const scope = namespace === undefined ? ['cluster-scoped-resources'] : ['namespaces', namespace];
    await write(join(image, ...scope, folderOf(type), type.plural, `${name}.yaml`), printed(item));
  }
  if (items.length === 0)
    await write(join(image, 'cluster-scoped-resources', folderOf(type), `${type.plural}.yaml`), asList([]));
}
