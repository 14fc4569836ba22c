import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'audience-ignored',
  breaks: 'Inference accepts OpenShift tokens: the policy names no audience.',
  noticedBy: ['auth.wrong-audience'],
  alsoTouches: ['auth.*'],
  installations: ['maas-0.0.2'],
  apply({ behaviour }) {
    behaviour.gateway.ignoresAudience = true;
  },
};
