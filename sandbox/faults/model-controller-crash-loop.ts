import { containerWaits } from '../edits/pods.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'model-controller-crash-loop',
  breaks: 'odh-model-controller ends right after its start: no model gets its route, policy or role bindings.',
  noticedBy: ['kserve.model-controller-ready'],
  apply({ objects, logs }) {
    const controller = { namespace: 'opendatahub', name: 'odh-model-controller' };
    containerWaits(objects, controller, 'manager', {
      reason: 'CrashLoopBackOff',
      message: 'back-off 5m0s restarting failed container=manager',
      lastExit: { reason: 'Error', exitCode: 1 },
      restartCount: 9,
    });
    const pod = objects
      .all('Pod', controller.namespace)
      .find(({ metadata }) => metadata.name.startsWith(controller.name));
    if (pod === undefined) throw new Error('there is no pod of odh-model-controller');
    logs.append(
      { namespace: controller.namespace, pod: pod.metadata.name, container: 'manager.previous' },
      'ERROR setup unable to start the controller: no matches for kind "AuthPolicy" in version "kuadrant.io/v1"',
    );
  },
};
