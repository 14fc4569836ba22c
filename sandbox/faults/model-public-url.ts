import { places } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'model-public-url',
  breaks: 'The model has a public address of its own beside the gateway’s, as KServe gives it by default (FM-50).',
  noticedBy: ['maas.no-bypass'],
  apply(world) {
    world.objects.edit(places(world).model, ({ metadata, status }) => {
      const url = `https://${metadata.name}-${metadata.namespace}.apps.sandbox.example`;
      // An LLMInferenceService lists its addresses; an InferenceService has one.
      if (status.addresses === undefined) status.url = url;
      else status.addresses.push({ url });
    });
  },
};
