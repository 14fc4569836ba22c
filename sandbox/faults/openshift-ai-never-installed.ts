import { removeAll, removeGroup, removeWorkloads } from '../edits/absence.ts';
import { removeCsv } from '../edits/operators.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'openshift-ai-never-installed',
  breaks: 'Step 1.3 of the guide was left out: neither Open Data Hub nor OpenShift AI, hence no KServe and no models.',
  noticedBy: [
    'knative.data-science-cluster',
    'kserve.managed',
    'kserve.controller-ready',
    'kserve.model-controller-ready',
    'kserve.crds',
    'kserve.webhooks',
    'models.present',
  ],
  alsoTouches: [
    'operators.*',
    'mesh.*',
    'knative.*',
    'kserve.*',
    'models.*',
    'maas.*',
    'auth.*',
    'limits.*',
    'inference.*',
    'metrics.*',
  ],
  apply({ objects }) {
    removeCsv(objects, 'opendatahub-operator');
    removeGroup(objects, 'datasciencecluster.opendatahub.io');
    removeGroup(objects, 'dscinitialization.opendatahub.io');
    removeGroup(objects, 'serving.kserve.io');
    removeAll(objects, 'ValidatingWebhookConfiguration');
    removeAll(objects, 'MutatingWebhookConfiguration');
    for (const name of ['kserve-controller-manager', 'odh-model-controller']) {
      for (const kind of ['Deployment', 'ReplicaSet', 'Pod']) {
        for (const { metadata } of objects.all(kind, 'opendatahub'))
          if (metadata.name.startsWith(name)) objects.remove({ kind, ...metadata });
      }
    }
    removeWorkloads(objects, 'llm');
  },
};
