import { expect, test } from 'vitest';
import { observe } from '../../../../cli/target/observe.ts';
import { detect } from '../../../../layouts/detect.ts';
import type { Answer, Cluster, Kind, ListOptions } from '../../../../platform/cluster/cluster.ts';
import { readAs } from '../../../../platform/cluster/objects.ts';
import { SANDBOX_NAMES, type SandboxName } from '../../../../sandbox/flavours.ts';
import { loadStore } from '../../../../sandbox/kube/store.ts';

type Asked = { verb: 'get' | 'list'; plural: string; namespace?: string };

/** An installation of the sandbox as a cluster that answers at once, and refuses what `denied` says. */
function clusterOf(name: SandboxName, denied: (asked: Asked) => boolean = () => false) {
  const store = loadStore(name);
  const definitions = new Set(store.all('CustomResourceDefinition').map(({ metadata }) => metadata.name));
  const asked: Asked[] = [];
  const known = ({ group, plural, kind }: Kind<unknown>): boolean =>
    !group.includes('.') || definitions.has(`${plural}.${group}`) || store.allOf(group, kind).length > 0;
  const refused = (question: Asked, kind: Kind<unknown>): Answer<never> | undefined => {
    asked.push(question);
    const { verb, namespace } = question;
    const permission = {
      verb,
      group: kind.group,
      resource: kind.plural,
      ...(namespace !== undefined && { namespace }),
    };
    return denied(question) ? { kind: 'forbidden', permission } : undefined;
  };
  const cluster: Pick<Cluster, 'list' | 'get'> = {
    list: async <T>(kind: Kind<T>, { namespace }: ListOptions = {}) => {
      const no = refused({ verb: 'list', plural: kind.plural, namespace }, kind);
      if (no !== undefined) return no;
      if (!known(kind)) return { kind: 'type-missing' };
      return { kind: 'found', value: readAs(kind, structuredClone(store.allOf(kind.group, kind.kind, namespace))) };
    },
    get: async <T>(kind: Kind<T>, wanted: string, namespace?: string) => {
      const no = refused({ verb: 'get', plural: kind.plural, namespace }, kind);
      if (no !== undefined) return no;
      const object = store.allOf(kind.group, kind.kind, namespace).find(({ metadata }) => metadata.name === wanted);
      const value = object && readAs(kind, [structuredClone(object)]).items[0];
      return value === undefined ? { kind: 'not-found' } : { kind: 'found', value };
    },
  };
  return { cluster, asked };
}

const LAYOUTS: Record<SandboxName, string> = {
  'guide-gpu': 'guide',
  'maas-0.0.2-gpu': 'maas-0.0.2-odh',
  guide: 'guide',
  'maas-0.0.2': 'maas-0.0.2-odh',
  'maas-0.0.2-rhoai': 'maas-0.0.2-rhoai',
  'maas-0.0.2-kustomize': 'maas-0.0.2-kustomize',
};

/** The survey's share of the requests that a run of the first seven phases may send. */
const MOST_QUESTIONS = 45;

test.each(SANDBOX_NAMES)('%s is seen as a whole with few questions, and told', async (name) => {
  const { cluster, asked } = clusterOf(name);

  const { observation, missing } = await observe(cluster);

  expect(observation.unread).toBeUndefined();
  expect(missing).toEqual([]);
  expect(detect(observation)).toMatchObject({ layout: LAYOUTS[name], confidence: 'certain', contradictions: [] });
  expect(asked.length).toBeLessThanOrEqual(MOST_QUESTIONS);
  const wide = asked.filter(
    ({ verb, plural, namespace }) => verb === 'list' && namespace === undefined && plural === 'pods',
  );
  expect(wide).toEqual([]);
});

test('what is forbidden is named with its field, and the rest is seen', async () => {
  const { cluster } = clusterOf('maas-0.0.2', ({ plural }) => plural === 'gateways');

  const { observation, missing } = await observe(cluster);

  const line = 'oc auth can-i list gateways.gateway.networking.k8s.io --all-namespaces';
  expect(missing).toEqual([line]);
  expect(observation.gateways).toBeUndefined();
  expect(observation.unread).toEqual({ gateways: [`missing permission: ${line}`] });
  expect(detect(observation)).toMatchObject({ layout: 'maas-0.0.2-odh' });
});

test('a namespace that may not be read leaves what was read in others, and says so', async () => {
  const { cluster } = clusterOf(
    'maas-0.0.2',
    ({ plural, namespace }) => plural === 'deployments' && namespace === 'opendatahub',
  );

  const { observation } = await observe(cluster);

  expect(observation.deployments?.map(({ name }) => name)).toContain('limitador-limitador');
  expect(observation.unread?.deployments).toEqual([
    'missing permission: oc auth can-i list deployments.apps -n opendatahub',
  ]);
});

test('without the list of types those are asked for that tell releases apart', async () => {
  const { cluster, asked } = clusterOf('maas-0.0.2', ({ plural }) => plural === 'customresourcedefinitions');

  const { observation } = await observe(cluster);

  expect(asked.map(({ plural }) => plural)).toEqual(expect.arrayContaining(['maassubscriptions', 'aitenants']));
  expect(observation.types).toMatchObject({ 'maassubscriptions.maas.opendatahub.io': false });
  expect(detect(observation)).toMatchObject({ layout: 'maas-0.0.2-odh' });
});

test('who may read nothing has seen nothing: no layout is assumed', async () => {
  const { cluster } = clusterOf('guide', () => true);

  const { observation } = await observe(cluster);

  expect(Object.keys(observation).filter((field) => field !== 'unread')).toEqual([]);
  expect(detect(observation)).toMatchObject({ kind: 'unknown', contradictions: [] });
});
