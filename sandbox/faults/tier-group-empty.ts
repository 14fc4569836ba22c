import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'tier-group-empty',
  breaks: 'The group of a tier has no members.',
  noticedBy: ['maas.tier-groups'],
  apply({ objects }) {
    for (const { metadata } of objects.all('Group')) {
      if (!metadata.name.includes('enterprise')) continue;
      objects.edit({ kind: 'Group', name: metadata.name }, (group) => {
        group['users'] = null;
      });
    }
  },
};
