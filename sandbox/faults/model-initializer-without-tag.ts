import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'model-initializer-without-tag',
  breaks:
    'Somebody configured KServe with a storage initializer of his own and gave it no tag: what loads the weights changes with a pull.',
  noticedBy: ['models.image-pinned'],
  apply({ objects }) {
    for (const { metadata } of objects.all('Pod', 'llm')) {
      objects.edit({ kind: 'Pod', ...metadata }, ({ spec }) => {
        for (const container of spec.initContainers ?? []) {
          if (container.name === 'storage-initializer') container.image = container.image.replace(/:[^:/]+$/, '');
        }
      });
    }
  },
};
