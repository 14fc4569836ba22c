import { places } from '../edits/places.ts';
import type { World } from '../world.ts';
import type { ServedModel } from './served-models.ts';

/** A Service, as routes name it. */
export interface ServiceName {
  namespace: string;
  name: string;
}

export const keyOf = ({ namespace, name }: ServiceName): string => `${namespace}/${name}`;

/** Who is behind a Service. */
export type Backend = { kind: 'maas-api' } | { kind: 'model'; namespace: string; resource: string };

/** Who a Service's selector selects; undefined where there is no such Service, or nothing of the sandbox behind it. */
export function backendOf(world: World, models: ServedModel[], service: ServiceName): Backend | undefined {
  const found = world.objects.find({ apiVersion: 'v1', kind: 'Service', ...service });
  if (found === undefined) return undefined;
  const api = places(world).api;
  if (service.namespace === api.namespace && service.name === api.name) return { kind: 'maas-api' };
  const labels = Object.values(found['spec']?.selector ?? {});
  const model = models.find(({ namespace, resource }) => namespace === service.namespace && labels.includes(resource));
  return model === undefined ? undefined : { kind: 'model', namespace: model.namespace, resource: model.resource };
}
