import { setCondition } from '../edits/conditions.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'member-roll-pending',
  breaks: 'A member namespace of the mesh is not configured: it belongs to another mesh.',
  noticedBy: ['mesh.member-roll'],
  installations: ['guide'],
  apply({ objects }) {
    objects.edit({ kind: 'ServiceMeshMemberRoll', name: 'default', namespace: 'istio-system' }, (roll) => {
      roll['status'].configuredMembers = ['knative-serving'];
      roll['status'].pendingMembers = ['llm'];
      setCondition(roll, 'Ready', {
        status: 'False',
        reason: 'ReconcileError',
        message: 'namespace llm is already a member of another service mesh',
      });
    });
  },
};
