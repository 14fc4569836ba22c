import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'guide-groups-unmapped',
  breaks: 'Users were put into the guide’s groups, which this release’s mapping does not know: they stay free (FM-36).',
  noticedBy: ['maas.tier-groups'],
  installations: ['maas-0.0.2'],
  apply({ objects }) {
    for (const name of ['premium-users', 'enterprise-users']) {
      objects.put({ apiVersion: 'user.openshift.io/v1', kind: 'Group', metadata: { name }, users: ['ann', 'bob'] });
    }
  },
};
