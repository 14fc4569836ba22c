import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'operator-controller-deleted',
  breaks: 'The Deployment of Leader Worker Set’s operator was deleted, and OLM has not noticed yet.',
  noticedBy: ['operators.controllers-ready'],
  apply({ objects }) {
    objects.remove({ kind: 'Deployment', name: 'openshift-lws-operator', namespace: 'openshift-lws-operator' });
  },
};
