import { setTimeout as delay } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { places } from '../../../../sandbox/edits/places.ts';
import { startDeployments } from '../../../../sandbox/kube/deployments.ts';
import { refOf } from '../../../../sandbox/kube/object-store.ts';
import { following, podsOf } from '../../../../sandbox/running.ts';
import { healthyWorld } from '../../../../sandbox/sandbox.ts';

const A_WHILE = 150;

async function started() {
  const world = await healthyWorld({ installation: 'guide', realWindows: false });
  const place = places(world).limitador;
  onTestFinished(startDeployments(world));
  let lost = 0;
  const running = following(world, place, () => {
    lost += 1;
  });
  const names = () => podsOf(world, place).map(({ metadata }) => metadata.name);
  const scale = async (replicas: number) => {
    world.objects.edit({ kind: 'Deployment', ...place }, ({ spec }) => {
      spec.replicas = replicas;
    });
    await delay(A_WHILE);
  };
  return { world, place, running, names, scale, lost: () => lost };
}

test('scaled to 0 and back, a Deployment loses its pod and gets another', async () => {
  const { world, place, running, names, scale, lost } = await started();
  const [old] = names();
  await scale(0);
  expect(names()).toEqual([]);
  expect(running.isGone()).toBe(true);
  expect(lost()).toBe(1);
  await scale(1);
  expect(names()).toHaveLength(1);
  expect(names()).not.toContain(old);
  expect(running.isGone()).toBe(false);
  expect(world.objects.find({ kind: 'Deployment', ...place })?.['status']).toMatchObject({ readyReplicas: 1 });
});

test('a pod that is deleted is replaced, and what it had in memory is lost', async () => {
  const { world, place, names, lost } = await started();
  const [pod] = podsOf(world, place);
  if (pod === undefined) throw new Error('Limitador has no pod');
  world.objects.remove(refOf(pod));
  expect(lost()).toBe(1);
  await delay(A_WHILE);
  expect(names()).toHaveLength(1);
  expect(names()).not.toContain(pod.metadata.name);
});

test('a pod that was on its way out is replaced by one that is not, and the slices lead to it', async () => {
  const { world, place, names } = await started();
  const [pod] = podsOf(world, place);
  if (pod === undefined) throw new Error('Limitador has no pod');
  world.objects.edit(refOf(pod), ({ metadata }) => {
    metadata.deletionTimestamp = '2026-11-28T00:00:00Z';
  });
  world.objects.remove(refOf(pod));
  await delay(A_WHILE);
  const [next] = podsOf(world, place);
  expect(next?.metadata.deletionTimestamp).toBeUndefined();
  const targets = world.objects
    .all('EndpointSlice', place.namespace)
    .flatMap((slice): { targetRef?: { name?: string } }[] => slice['endpoints'] ?? [])
    .map(({ targetRef }) => targetRef?.name);
  expect(targets).toContain(names()[0]);
  expect(targets).not.toContain(pod.metadata.name);
});

test('the status of a scaled Deployment is about its newest generation', async () => {
  const { world, place, scale } = await started();
  await scale(0);
  await scale(1);
  const deployment = world.objects.find({ kind: 'Deployment', ...place });
  expect(deployment?.metadata.generation).toBeGreaterThan(0);
  expect(deployment?.['status']).toMatchObject({ observedGeneration: deployment?.metadata.generation });
});
