import { editSubscription } from '../edits/operators.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'subscription-default-channel-moved',
  breaks: 'Leader Worker Set’s Subscription names no channel, and the package’s default has moved to another line.',
  noticedBy: ['operators.channel'],
  apply({ objects }) {
    editSubscription(objects, 'leader-worker-set', ({ spec }) => {
      delete spec.channel;
    });
    objects.edit(
      { kind: 'PackageManifest', name: 'leader-worker-set', namespace: 'openshift-marketplace' },
      ({ status }) => {
        status.defaultChannel = 'stable-v2.0';
        status.channels.push({ name: 'stable-v2.0', currentCSV: 'leader-worker-set.v2.0.0' });
      },
    );
  },
};
