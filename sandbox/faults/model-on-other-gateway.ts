import { places } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'model-on-other-gateway',
  breaks: 'The model’s route is attached to KServe’s own gateway as well, which has no policies (FM-50).',
  noticedBy: ['maas.no-bypass'],
  apply(world) {
    const other = {
      group: 'gateway.networking.k8s.io',
      kind: 'Gateway',
      name: 'openshift-ai-inference',
      namespace: 'openshift-ingress',
    };
    const { modelRoute } = places(world);
    world.objects.edit(modelRoute, ({ spec }) => {
      spec.parentRefs.push(other);
    });
    // By a second edit, so that the status is about the new spec.
    world.objects.edit(modelRoute, ({ status }) => {
      const [own] = status.parents;
      status.parents.push({ ...structuredClone(own), parentRef: other });
    });
  },
};
