import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'cli-tool-missing',
  breaks: 'The machine that installs has no jq: the deployment script ends in the middle.',
  noticedBy: ['prereq.cli-tools'],
  apply({ tools }) {
    tools.delete('jq');
  },
};
