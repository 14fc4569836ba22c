import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'registry-unreachable',
  breaks: 'The firewall lets no node out to quay.io, from which maas-api and Open Data Hub come.',
  noticedBy: ['prereq.registry-access'],
  apply({ behaviour }) {
    behaviour.kube.registries['quay.io'] = {
      refuses: false,
      message: 'Get "https://quay.io/v2/": dial tcp: lookup quay.io: i/o timeout',
    };
  },
};
