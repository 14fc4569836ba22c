import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'limits-lost-on-restart',
  breaks:
    'A Limitador that was restarted limits nobody: its limits file is empty until its operator writes it again, which it does not.',
  noticedBy: ['limits.survive-restart', 'limits.limiter-down'],
  alsoTouches: ['limits.tier-lookup-fails-safe', 'metrics.*'],
  apply({ behaviour }) {
    behaviour.limiter.hasNoLimitsAfterRestart = true;
  },
};
