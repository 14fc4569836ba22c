import { HOST_RECORD } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'host-leads-to-router',
  breaks:
    'Nobody made a DNS record for the gateway’s host: it falls under the wildcard, which leads to the router (FM-11).',
  noticedBy: ['maas.external-address'],
  installations: ['maas-0.0.2'],
  apply({ objects }) {
    objects.remove(HOST_RECORD);
  },
};
