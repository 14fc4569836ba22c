import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'tier-display-name-blank',
  breaks: 'A tier’s display name is blanks only, which the release refuses with the whole mapping (FM-37).',
  noticedBy: ['maas.tier-mapping'],
  alsoTouches: [
    'maas.tier-groups',
    'auth.*',
    'limits.*',
    'inference.*',
    'metrics.*',
    'models.listed',
    'models.route-shape',
  ],
  installations: ['maas-0.0.2'],
  apply({ objects }) {
    objects.edit({ kind: 'ConfigMap', namespace: 'opendatahub', name: 'tier-to-group-mapping' }, (map) => {
      map['data'].tiers = map['data'].tiers.replace('displayName: Premium Tier', "displayName: ' '");
    });
  },
};
