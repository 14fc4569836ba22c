import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'kustomize-too-old',
  breaks:
    'The machine that installs has the kustomize of its distribution, from before what the script’s overlays need.',
  noticedBy: ['prereq.cli-tools'],
  apply({ tools }) {
    tools.set('kustomize', { prints: '{Version:kustomize/v4.5.7 GitCommit:56d82a8378dfc8dc3b3b1085e5a6e67b82966bd7}' });
  },
};
