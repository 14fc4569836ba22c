import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'tokens-not-counted',
  breaks: 'Tokens are never counted although the policy is Enforced (FM-05).',
  noticedBy: ['limits.tokens-exact', 'limits.tokens-stream', 'metrics.tokens-counted'],
  alsoTouches: ['limits.*', 'metrics.*'],
  installations: ['maas-0.0.2'],
  apply({ behaviour }) {
    behaviour.limiter.tokens = 'off';
  },
};
