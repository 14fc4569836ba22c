import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'dsci-missing',
  breaks: 'There is no DSCInitialization: the operator was told not to make one, or it was deleted.',
  noticedBy: ['mesh.dsci-ready'],
  installations: ['guide'],
  apply({ objects }) {
    objects.remove({ kind: 'DSCInitialization', name: 'default-dsci' });
  },
};
