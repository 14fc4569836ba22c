import { places } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'namespace-terminating',
  breaks: 'A namespace is being deleted, and held by a finalizer.',
  noticedBy: ['maas.namespaces'],
  apply(world) {
    world.objects.edit({ kind: 'Namespace', name: places(world).limitador.namespace }, (namespace) => {
      namespace.metadata.deletionTimestamp = new Date().toISOString();
      namespace['status'].phase = 'Terminating';
    });
  },
};
