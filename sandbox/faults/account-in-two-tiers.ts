import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'account-in-two-tiers',
  breaks:
    'A user was moved to another tier, and the account in the former one was left: its tokens still work (FM-33).',
  noticedBy: ['maas.accounts-one-tier'],
  installations: ['maas-0.0.2'],
  apply({ objects }) {
    const [account] = objects.all('ServiceAccount', 'maas-default-gateway-tier-premium');
    if (account === undefined) throw new Error('tier premium has no account to leave behind');
    const { name, labels } = account.metadata;
    const tier = 'free';
    objects.put({
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: {
        name,
        namespace: `maas-default-gateway-tier-${tier}`,
        labels: { ...labels, 'maas.opendatahub.io/tier': tier },
      },
    });
  },
};
