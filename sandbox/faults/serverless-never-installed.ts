import { removeGroup, removeWorkloads } from '../edits/absence.ts';
import { setCondition } from '../edits/conditions.ts';
import { removeCsv } from '../edits/operators.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'serverless-never-installed',
  breaks:
    'Step 1.1 of the guide was left out: no OpenShift Serverless, hence no Knative Serving, and KServe waits for it.',
  noticedBy: ['knative.data-science-cluster', 'knative.serving-ready', 'knative.components-ready', 'kserve.managed'],
  alsoTouches: ['operators.*', 'kserve.*', 'models.*', 'maas.*'],
  installations: ['guide'],
  apply({ objects }) {
    const unmet = {
      status: 'False' as const,
      reason: 'MissingOperator',
      message: 'serverless-operator is not installed',
    };
    removeCsv(objects, 'serverless-operator');
    removeGroup(objects, 'operator.knative.dev');
    removeWorkloads(objects, 'knative-serving');
    objects.edit({ kind: 'DataScienceCluster', name: 'default-dsc' }, (dsc) => {
      dsc['status'].phase = 'Not Ready';
      for (const type of ['Ready', 'ComponentsReady', 'ServerlessAvailable', 'KserveReady'])
        setCondition(dsc, type, unmet);
    });
  },
};
