import { limiterAlert } from '../edits/alerts.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'alert-rule-not-loaded',
  breaks:
    'the expression of an alert about the limiter is no PromQL, so that the operator leaves the rule out and nobody is ever warned',
  noticedBy: ['metrics.alerts'],
  apply: ({ objects }) => {
    limiterAlert(objects, { name: 'LimiterDown', expr: 'sum(limitador_up) by < 1' });
  },
};
