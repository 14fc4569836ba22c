import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'kserve-webhook-ignored',
  breaks: 'Somebody set a webhook of KServe to Ignore to get past its time-outs, and left it so (FM-27).',
  noticedBy: ['kserve.webhooks'],
  apply({ objects }) {
    const name = 'validating.odh-model-controller.opendatahub.io';
    objects.edit({ kind: 'ValidatingWebhookConfiguration', name }, (configuration) => {
      for (const webhook of configuration['webhooks']) webhook.failurePolicy = 'Ignore';
    });
  },
};
