import type { World } from '../world.ts';
import { places } from './places.ts';

/** The container that serves a model. */
interface Server {
  name: string;
  image: string;
  command?: string[];
  args: string[];
  env?: { name: string; value: string }[];
}

/** Changes the serving container in the pods of the model that every tier may use. Throws when it has none. */
export function editModelServer(world: World, change: (server: Server) => void): void {
  const { modelWorkload, modelContainer } = places(world);
  const pods = world.objects
    .all('Pod', modelWorkload.namespace)
    .filter(({ metadata }) => metadata.name.startsWith(`${modelWorkload.name}-`));
  if (pods.length === 0) throw new Error(`there is no pod of ${modelWorkload.namespace}/${modelWorkload.name}`);
  for (const { metadata } of pods) {
    world.objects.edit({ kind: 'Pod', ...metadata }, ({ spec }) => {
      change(spec.containers.find(({ name }: Server) => name === modelContainer));
    });
  }
}
