import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'stream-usage-missing',
  breaks: 'include_usage is ignored, so that streams are not metered (FM-53).',
  noticedBy: ['inference.stream-usage'],
  alsoTouches: ['limits.*'],
  apply({ behaviour }) {
    behaviour.model.noStreamUsage = true;
  },
};
