import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'aborted-streams-not-counted',
  breaks:
    'Whoever hangs up before the end of a stream uses tokens for nothing: the gateway reads the usage only from the last event, and reports none without it.',
  noticedBy: ['limits.abort-metered'],
  installations: ['maas-0.0.2'],
  apply({ behaviour }) {
    behaviour.limiter.ignoresAbortedStreams = true;
  },
};
