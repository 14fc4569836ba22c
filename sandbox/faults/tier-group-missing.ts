import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'tier-group-missing',
  breaks: 'The group of a tier was never created in OpenShift: nobody can be in the tier.',
  noticedBy: ['maas.tier-groups'],
  apply({ objects }) {
    for (const { metadata } of objects.all('Group')) {
      if (metadata.name.includes('premium')) objects.remove({ kind: 'Group', name: metadata.name });
    }
  },
};
