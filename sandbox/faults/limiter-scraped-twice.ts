import { monitorRef, scrapeAgain } from '../edits/monitors.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'limiter-scraped-twice',
  breaks:
    'Kuadrant’s own PodMonitor and the MaaS ServiceMonitor scrape the same limiter, so every board shows double (FM-67)',
  noticedBy: ['metrics.targets-up'],
  apply: ({ objects }) => {
    scrapeAgain(objects, monitorRef(objects, 'ServiceMonitor', 'limitador-metrics'));
  },
};
