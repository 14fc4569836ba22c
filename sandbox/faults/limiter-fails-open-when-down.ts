import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'limiter-fails-open-when-down',
  breaks:
    'Without Limitador every request passes, although the operator is told to refuse: the gateway’s WasmPlugin is older than that setting (FM-60).',
  noticedBy: ['limits.limiter-down'],
  // The release does not tell it.
  installations: ['guide'],
  apply({ behaviour }) {
    behaviour.limiter.whenDown = 'open';
  },
};
