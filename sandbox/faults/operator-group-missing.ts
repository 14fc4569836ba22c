import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'operator-group-missing',
  breaks:
    'Leader Worker Set’s OperatorGroup was deleted after the installation: OLM will install no newer version (FM-26).',
  noticedBy: ['operators.operator-groups'],
  apply({ objects }) {
    objects.remove({ kind: 'OperatorGroup', name: 'openshift-lws-operator', namespace: 'openshift-lws-operator' });
  },
};
