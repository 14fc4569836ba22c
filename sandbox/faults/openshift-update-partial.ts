import { setCondition } from '../edits/conditions.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'openshift-update-partial',
  breaks: 'An update to a good release has begun and hangs: the release that runs is the old one.',
  noticedBy: ['prereq.openshift-version'],
  apply({ objects }) {
    objects.edit({ kind: 'ClusterVersion', name: 'version' }, (clusterVersion) => {
      const { status } = clusterVersion;
      const [newest, oldest] = status.history;
      status.history = [
        { ...newest, state: 'Partial', completionTime: null },
        { ...oldest, version: '4.18.27' },
      ];
      setCondition(clusterVersion, 'Progressing', {
        status: 'True',
        reason: 'ClusterOperatorsUpdating',
        message: `Working towards ${newest.version}: 412 of 958 done (43% complete)`,
      });
    });
  },
};
