import { withdrawEndpoints } from '../edits/pods.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'kserve-webhook-without-endpoints',
  breaks: 'Nothing ready stands behind the webhook Service of odh-model-controller (FM-27).',
  noticedBy: ['kserve.webhooks'],
  apply({ objects }) {
    withdrawEndpoints(objects, { namespace: 'opendatahub', name: 'odh-model-controller-webhook-service' });
  },
};
