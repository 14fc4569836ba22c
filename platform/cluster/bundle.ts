import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { bundleRoots, objectsOf } from './bundle-files.ts';
import type { Answer, Cluster, Kind, ListOptions, LogOptions } from './cluster.ts';
import { qualified, type RawObject, readAs, slim } from './objects.ts';
import { selects } from './selector.ts';
import { answered, Unreachable } from './unreachable.ts';

/** must-gather calls the core group so. */
const groupFolder = (kind: Kind<unknown>): string => (kind.group === '' ? 'core' : kind.group);

const inspect = (kind: Kind<unknown>, namespace?: string): string =>
  kind.namespaced && namespace !== undefined
    ? `oc adm inspect ns/${namespace}, then oc adm inspect ${qualified(kind)} -n ${namespace}`
    : `oc adm inspect ${qualified(kind)}${kind.namespaced ? ' --all-namespaces' : ''}`;

/** `<folder>/<resource>.yaml`, or `<folder>/<resource>/<name>.yaml`; undefined where the folder has neither. */
function collected(folder: string, resource: string): RawObject[] | undefined {
  const whole = ['yaml', 'yml', 'json']
    .map((suffix) => join(folder, `${resource}.${suffix}`))
    .filter((file) => existsSync(file));
  const each = join(folder, resource);
  const single = existsSync(each)
    ? readdirSync(each)
        .filter((name) => /\.(ya?ml|json)$/.test(name))
        .map((name) => join(each, name))
    : [];
  const files = [...whole, ...single];
  return files.length === 0 ? undefined : files.flatMap(objectsOf);
}

const namespacesOf = (root: string): string[] => {
  const folder = join(root, 'namespaces');
  return existsSync(folder) ? readdirSync(folder) : [];
};

/** The objects of a kind in a part of the bundle; undefined where it was not collected. */
function gathered(
  roots: readonly string[],
  kind: Kind<unknown>,
  namespace: string | undefined,
): RawObject[] | undefined {
  const folders = roots.flatMap((root) =>
    kind.namespaced
      ? (namespace === undefined ? namespacesOf(root) : [namespace]).map((name) =>
          join(root, 'namespaces', name, groupFolder(kind)),
        )
      : [join(root, 'cluster-scoped-resources', groupFolder(kind))],
  );
  const parts = folders.map((folder) => collected(folder, kind.plural)).filter((part) => part !== undefined);
  if (parts.length === 0) return undefined;
  const ofKind = (object: RawObject): boolean => object.kind === undefined || object.kind === kind.kind;
  const byPath = new Map(
    parts
      .flat()
      .filter(ofKind)
      .map((object) => [`${object.metadata.namespace ?? ''}/${object.metadata.name ?? ''}`, slim(object, kind)]),
  );
  return [...byPath.values()];
}

/** A must-gather folder or archive, read as a cluster. What it does not hold is unreachable, with what to collect. */
export function bundleCluster(bundle: string, privateFolder: string): Cluster {
  let opened: Promise<string[]> | undefined;
  const lists = new Map<string, RawObject[] | undefined>();
  const roots = (): Promise<string[]> => {
    opened ??= bundleRoots(bundle, privateFolder);
    return opened;
  };
  const read = async (kind: Kind<unknown>, namespace?: string): Promise<RawObject[] | undefined> => {
    const key = `${qualified(kind)}/${namespace ?? ''}`;
    if (!lists.has(key)) lists.set(key, gathered(await roots(), kind, namespace));
    return lists.get(key);
  };
  const missing = (kind: Kind<unknown>, namespace?: string): Answer<never> => ({
    kind: 'unreachable',
    reason: `the bundle holds no ${qualified(kind)}${namespace === undefined ? '' : ` of namespace ${namespace}`}; collect them with ${inspect(kind, namespace)}`,
  });
  const cannot = (what: string) => (): Promise<Answer<never>> =>
    answered<never>(async () => {
      await roots();
      return {
        kind: 'unreachable',
        reason: `a bundle cannot tell ${what}; verify the cluster itself with --kubeconfig`,
      };
    });
  return {
    source: 'bundle',
    where: bundle,
    version: () => answered(async () => bundleVersion(await roots())),
    now: async () => Date.now(),
    readiness: cannot('whether the API server is ready'),
    whoAmI: cannot('who asks'),
    can: cannot('what the caller may do'),
    dryRun: cannot('whether an object would be admitted'),
    list: <T>(kind: Kind<T>, { namespace, labelSelector }: ListOptions = {}) =>
      answered<{ items: T[]; malformed: string[] }>(async () => {
        const objects = await read(kind, namespace);
        if (objects === undefined) return missing(kind, namespace);
        const chosen = labelSelector === undefined ? () => true : selects(labelSelector);
        return {
          kind: 'found',
          value: readAs(
            kind,
            objects.filter(({ metadata }) => chosen(metadata.labels)),
          ),
        };
      }),
    get: <T>(kind: Kind<T>, name: string, namespace?: string) =>
      answered<T>(async () => {
        const objects = await read(kind, namespace);
        if (objects === undefined) return missing(kind, namespace);
        const object = objects.find(({ metadata }) => metadata.name === name);
        if (object === undefined) return { kind: 'not-found' };
        const { items, malformed } = readAs(kind, [object]);
        const item = items[0];
        if (item === undefined) throw new Unreachable(`the bundle's ${malformed.join('; ')}`);
        return { kind: 'found', value: item };
      }),
    logs: (options) => answered(async () => collectedLog(await roots(), options)),
    close: async () => undefined,
  };
}

const Version = z.looseObject({ status: z.looseObject({ nodeInfo: z.looseObject({ kubeletVersion: z.string() }) }) });

/** That a bundle can be read is what the gate asks; its Kubernetes version is that of a node, where nodes were collected. */
function bundleVersion(roots: readonly string[]): Answer<{ kubernetes: string }> {
  const nodes = roots.flatMap((root) => collected(join(root, 'cluster-scoped-resources', 'core'), 'nodes') ?? []);
  const versions = nodes.flatMap((node) => Version.safeParse(node).data?.status.nodeInfo.kubeletVersion ?? []);
  return { kind: 'found', value: { kubernetes: versions[0] ?? 'unknown' } };
}

/** `namespaces/NS/pods/POD/CONTAINER/CONTAINER/logs/current.log`. */
function collectedLog(
  roots: readonly string[],
  { namespace, pod, container, previous, tailLines }: LogOptions,
): Answer<string> {
  const folders = roots
    .map((root) => join(root, 'namespaces', namespace, 'pods', pod))
    .filter((folder) => existsSync(folder));
  const name = previous === true ? 'previous.log' : 'current.log';
  const containers = folders.flatMap((folder) =>
    (container === undefined ? readdirSync(folder) : [container]).map((inner) =>
      join(folder, inner, inner, 'logs', name),
    ),
  );
  const file = containers.find((path) => existsSync(path) && statSync(path).isFile());
  if (file === undefined) {
    return {
      kind: 'unreachable',
      reason: `the bundle holds no log of pod ${namespace}/${pod}; collect it with oc adm inspect ns/${namespace}`,
    };
  }
  const lines = readFileSync(file, 'utf8').split('\n');
  return { kind: 'found', value: tailLines === undefined ? lines.join('\n') : lines.slice(-tailLines).join('\n') };
}
