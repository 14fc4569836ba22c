import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'member-roll-incomplete',
  breaks: 'Knative’s namespace is no member of the mesh: its pods get no certificates and no routes.',
  noticedBy: ['mesh.member-roll'],
  installations: ['guide'],
  apply({ objects }) {
    objects.edit({ kind: 'ServiceMeshMemberRoll', name: 'default', namespace: 'istio-system' }, ({ spec, status }) => {
      for (const list of [spec.members, status.members, status.configuredMembers]) {
        list.splice(list.indexOf('knative-serving'), 1);
      }
      // The controller has seen the change: what is left is configured.
      status.observedGeneration += 1;
    });
  },
};
