import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'catalog-not-ready',
  breaks: 'A catalog’s pod does not answer: OLM resolves nothing in any namespace.',
  noticedBy: ['prereq.operator-catalogs'],
  apply({ objects }) {
    objects.edit(
      { kind: 'CatalogSource', name: 'redhat-operators', namespace: 'openshift-marketplace' },
      ({ status }) => {
        status.connectionState.lastObservedState = 'TRANSIENT_FAILURE';
      },
    );
  },
};
