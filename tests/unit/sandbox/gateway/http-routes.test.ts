import { expect, test } from 'vitest';
import { routedMatches } from '../../../../sandbox/gateway/http-routes.ts';
import { servedModels } from '../../../../sandbox/gateway/served-models.ts';
import { backendOf } from '../../../../sandbox/gateway/services.ts';
import { worldOf } from './test-world.ts';

const guideRoute = { kind: 'HTTPRoute', namespace: 'maas', name: 'maas-models-route' };

test('the longest prefix comes first, and of equals the one with the most conditions', async () => {
  const world = await worldOf('guide');
  expect(routedMatches(world).map(({ path, headers, service }) => [path.value, headers.length, service?.name])).toEqual(
    [
      ['/v1/models', 0, 'maas-api'],
      ['/maas-api', 0, 'maas-api'],
      ['/v1', 1, 'facebook-opt-125m-predictor-00001'],
      ['/v1', 0, 'facebook-opt-125m-simulated-predictor-00001'],
    ],
  );
  world.objects.edit(guideRoute, ({ spec }) => {
    spec.rules[1].matches[0].path.type = 'Exact';
  });
  expect(routedMatches(world)[0]?.path).toEqual({ type: 'Exact', value: '/v1' });
});

test('a prefix is replaced where the rule says so', async () => {
  const world = await worldOf('maas-0.0.2');
  const replaced = routedMatches(world).map(({ path, replacement }) => [path.value, replacement]);
  expect(replaced).toContainEqual(['/maas-api', '/']);
  expect(replaced).toContainEqual(['/v1/models', undefined]);
  expect(replaced).toContainEqual(['/llm/facebook-opt-125m-simulated/v1/completions', '/v1/completions']);
});

test('a route of another gateway, or one that cannot be read, is none of this one', async () => {
  const world = await worldOf('guide');
  world.objects.edit(guideRoute, ({ spec }) => {
    spec.parentRefs[0].name = 'another';
  });
  expect(routedMatches(world).map(({ path }) => path.value)).toEqual(['/v1/models', '/maas-api']);
  world.objects.edit({ ...guideRoute, name: 'maas-api-route' }, ({ spec }) => {
    spec.rules = 'none';
  });
  expect(routedMatches(world)).toEqual([]);
});

test.each(['guide', 'maas-0.0.2'] as const)(
  'every Service that a route of %s names has its back end',
  async (installation) => {
    const world = await worldOf(installation);
    const models = servedModels(world)();
    const behind = routedMatches(world).map(({ service }) => service && backendOf(world, models, service));
    expect(new Set(behind.map((backend) => (backend?.kind === 'model' ? backend.resource : backend?.kind)))).toEqual(
      new Set(['maas-api', ...models.map(({ resource }) => resource)]),
    );
    expect(backendOf(world, models, { namespace: 'llm', name: 'nobody' })).toBeUndefined();
  },
);
