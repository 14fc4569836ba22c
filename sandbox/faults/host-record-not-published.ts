import { changeCondition } from '../edits/conditions.ts';
import { HOST_RECORD } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'host-record-not-published',
  breaks: 'The DNS provider refuses the record of the gateway’s host, which so keeps leading to the router (FM-11).',
  noticedBy: ['maas.external-address'],
  installations: ['maas-0.0.2'],
  apply({ objects }) {
    objects.edit(HOST_RECORD, (record) => {
      changeCondition(record['status'].zones[0], 'Published', {
        status: 'False',
        reason: 'ProviderError',
        message: 'The DNS provider failed to ensure the record: AccessDenied',
      });
    });
  },
};
