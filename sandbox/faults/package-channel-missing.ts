import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'package-channel-missing',
  breaks: 'The catalog is of an older release and has the operator in other channels only.',
  noticedBy: ['prereq.operator-catalogs'],
  apply({ objects }) {
    objects.edit(
      { kind: 'PackageManifest', name: 'rhcl-operator', namespace: 'openshift-marketplace' },
      ({ status }) => {
        status.channels[0].name = 'tech-preview';
      },
    );
  },
};
