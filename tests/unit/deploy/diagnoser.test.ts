import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { breadthOf } from '../../../diagnostics/collect/resources.ts';
import { catalogue } from '../../../sandbox/kube/catalogue.ts';
import { readObjects } from '../../../sandbox/kube/store.ts';
import { healthyWorld } from '../../../sandbox/sandbox.ts';
import { INSTALLATIONS } from '../../../sandbox/world.ts';

const Role = z.looseObject({
  kind: z.literal('ClusterRole'),
  rules: z.array(
    z.strictObject({ apiGroups: z.array(z.string()), resources: z.array(z.string()), verbs: z.array(z.string()) }),
  ),
});

/** What a file lets its account read in all namespaces, as GROUP/PLURAL. */
function readableBy(file: string): string[] {
  const path = fileURLToPath(new URL(`../../../deploy/rbac/${file}`, import.meta.url));
  const rules = readObjects(path).flatMap((object) => Role.safeParse(object).data?.rules ?? []);
  return rules
    .filter(({ verbs }) => verbs.join() === 'get,list')
    .flatMap(({ apiGroups, resources }) => apiGroups.flatMap((group) => resources.map((one) => `${group}/${one}`)));
}

const ownWay = (file: string): string[] => readableBy(file).filter((type) => !readableBy('reader.yaml').includes(type));

test('reader and diagnoser together may read everything that an installation has and a bundle collects', async () => {
  const readable = [...readableBy('reader.yaml'), ...readableBy('diagnoser.yaml')];
  for (const installation of INSTALLATIONS) {
    const { objects } = await healthyWorld({ installation, realWindows: false });
    const types = catalogue(objects).types();
    const collected = types.filter(({ verbs, ...type }) => verbs.includes('list') && breadthOf(type) !== undefined);
    expect(collected.length).toBeGreaterThan(30);
    const missing = collected
      .map(({ group, plural }) => `${group}/${plural}`)
      .filter((type) => !readable.includes(type));
    expect([installation, missing]).toEqual([installation, []]);
  }
});

test('the diagnoser reads nothing that a bundle does not hold, and nothing that the reader may read already', () => {
  const all = readableBy('diagnoser.yaml');
  expect(ownWay('diagnoser.yaml')).toEqual(all);
  const types = all.map((type) => ({ group: type.split('/')[0] ?? '', plural: type.split('/')[1] ?? '' }));
  expect(types.filter((type) => breadthOf(type) === undefined)).toEqual([]);
});
