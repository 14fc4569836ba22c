import { removeGroup, removeWorkloads } from '../edits/absence.ts';
import { setCondition } from '../edits/conditions.ts';
import { removeCsv } from '../edits/operators.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'service-mesh-never-installed',
  breaks: 'Step 1.2 of the guide was left out: no Service Mesh operator, hence no mesh, and all that waits for it.',
  noticedBy: ['mesh.dsci-ready', 'mesh.control-plane-ready', 'mesh.istiod-ready', 'mesh.crds', 'mesh.member-roll'],
  alsoTouches: ['operators.*', 'mesh.*', 'knative.*', 'kserve.*', 'maas.*', 'models.*', 'metrics.*'],
  installations: ['guide'],
  apply({ objects }) {
    const unmet = {
      status: 'False' as const,
      reason: 'MissingOperator',
      message: 'servicemeshoperator is not installed',
    };
    removeCsv(objects, 'servicemeshoperator');
    removeGroup(objects, 'maistra.io');
    removeGroup(objects, 'networking.istio.io');
    removeWorkloads(objects, 'istio-system');
    objects.edit({ kind: 'DSCInitialization', name: 'default-dsci' }, (dsci) => {
      dsci['status'].phase = 'Error';
      setCondition(dsci, 'CapabilityServiceMesh', unmet);
    });
    objects.edit({ kind: 'DataScienceCluster', name: 'default-dsc' }, (dsc) => {
      dsc['status'].phase = 'Not Ready';
      for (const type of ['Ready', 'ComponentsReady', 'ServerlessAvailable', 'KserveReady'])
        setCondition(dsc, type, unmet);
    });
    objects.edit({ kind: 'KnativeServing', name: 'knative-serving', namespace: 'knative-serving' }, (serving) => {
      for (const type of ['DependenciesInstalled', 'Ready']) setCondition(serving, type, unmet);
    });
  },
};
