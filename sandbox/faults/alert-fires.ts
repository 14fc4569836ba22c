import { limiterAlert } from '../edits/alerts.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'alert-fires',
  breaks: 'an alert about the limiter fires and nobody has looked at it: its threshold is still a trial’s',
  noticedBy: ['metrics.alerts'],
  apply: ({ objects }) => {
    limiterAlert(objects, { name: 'LimiterDown', expr: 'sum(limitador_up) >= 1' });
  },
};
