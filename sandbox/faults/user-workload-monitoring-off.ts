import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'user-workload-monitoring-off',
  breaks:
    'the cluster monitors its own components only: enableUserWorkload was never set, so nothing of MaaS is scraped (FM-66)',
  noticedBy: ['metrics.user-workload', 'metrics.targets-up'],
  alsoTouches: ['metrics.*'],
  apply: ({ objects }) =>
    objects.edit(
      { kind: 'ConfigMap', namespace: 'openshift-monitoring', name: 'cluster-monitoring-config' },
      (config) => {
        config['data'] = { 'config.yaml': 'enableUserWorkload: false\n' };
      },
    ),
};
