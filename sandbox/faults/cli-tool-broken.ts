import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'cli-tool-broken',
  breaks: 'The oc of the machine that installs was built for another processor, and does not start.',
  noticedBy: ['prereq.cli-tools'],
  apply({ tools }) {
    tools.set('oc', { prints: 'cannot execute binary file: Exec format error', exitCode: 126 });
  },
};
