import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'blank-bearer-anonymous',
  breaks: 'A bearer of blanks is reviewed as no credential at all and served as system:anonymous (measured on v0.0.2).',
  noticedBy: ['auth.malformed-bearer-not-anonymous'],
  installations: ['guide'],
  apply({ behaviour }) {
    behaviour.gateway.blankBearerAnonymous = true;
  },
};
