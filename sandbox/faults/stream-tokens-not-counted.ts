import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'stream-tokens-not-counted',
  breaks: 'The tokens of streams are not counted, not even with include_usage (FM-53).',
  noticedBy: ['limits.tokens-stream', 'metrics.tokens-counted'],
  alsoTouches: ['limits.*', 'metrics.*'],
  installations: ['maas-0.0.2'],
  apply({ behaviour }) {
    behaviour.limiter.ignoresStreams = true;
  },
};
