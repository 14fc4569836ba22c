import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'listing-spends-quota',
  breaks: 'Listing the models spends the caller’s quota (FM-41).',
  noticedBy: ['limits.catalogue-free'],
  alsoTouches: ['auth.*', 'limits.*', 'inference.*', 'models.*', 'metrics.*'],
  installations: ['guide'],
  apply({ behaviour }) {
    behaviour.maasApi.catalogueSpendsQuota = true;
  },
};
