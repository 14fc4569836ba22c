import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'registry-unreachable',
  breaks: 'The firewall lets no node out to ghcr.io, from which the model simulator comes.',
  noticedBy: ['prereq.registry-access'],
  apply({ behaviour }) {
    behaviour.kube.registries['ghcr.io'] = {
      refuses: false,
      message: 'Get "https://ghcr.io/v2/": dial tcp 140.82.121.34:443: i/o timeout',
    };
  },
};
