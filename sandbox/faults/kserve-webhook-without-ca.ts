import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'kserve-webhook-without-ca',
  breaks: 'The CA bundle was not injected into a webhook of KServe, so the API server cannot call it.',
  noticedBy: ['kserve.webhooks'],
  apply({ objects }) {
    objects.edit({ kind: 'ValidatingWebhookConfiguration', name: 'inferenceservice.serving.kserve.io' }, (config) => {
      for (const webhook of config['webhooks']) delete webhook.clientConfig.caBundle;
    });
  },
};
