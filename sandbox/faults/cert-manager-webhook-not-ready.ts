import { containerWaits } from '../edits/pods.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'cert-manager-webhook-not-ready',
  breaks: 'cert-manager runs, but its webhook does not: no certificate can be asked for.',
  noticedBy: ['maas.cert-manager-ready'],
  apply({ objects }) {
    const webhook = { namespace: 'cert-manager', name: 'cert-manager-webhook' };
    containerWaits(objects, webhook, 'cert-manager-webhook', {
      reason: 'ContainerCreating',
      message: 'MountVolume.SetUp failed for volume "tls": secret "cert-manager-webhook-ca" not found',
    });
  },
};
