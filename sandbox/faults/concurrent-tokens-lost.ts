import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'concurrent-tokens-lost',
  breaks:
    'Of chats at the same time only the last is counted: reports that overlap overwrite each other in a store without atomic addition.',
  noticedBy: ['limits.tokens-concurrent'],
  // Streams that are left at the same time are reported at the same time.
  alsoTouches: ['metrics.*', 'limits.abort-metered'],
  installations: ['maas-0.0.2'],
  apply({ behaviour }) {
    behaviour.limiter.losesConcurrentReports = true;
  },
};
