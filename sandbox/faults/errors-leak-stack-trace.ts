import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'errors-leak-stack-trace',
  breaks: 'Error bodies hold a stack trace: a debug mode is on.',
  noticedBy: ['auth.error-bodies'],
  alsoTouches: [
    'auth.unknown-path',
    'auth.unknown-model',
    'limits.refusal-shape',
    'inference.bad-json',
    'inference.error-shape',
  ],
  apply({ behaviour }) {
    behaviour.gateway.leaks = 'stack-trace';
  },
};
