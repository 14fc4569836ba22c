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
      namespace['status'].conditions = [
        {
          type: 'NamespaceFinalizersRemaining',
          status: 'True',
          reason: 'SomeFinalizersRemain',
          message:
            'Some content in the namespace has finalizers remaining: limitador.kuadrant.io in 1 resource instances',
        },
      ];
    });
  },
};
