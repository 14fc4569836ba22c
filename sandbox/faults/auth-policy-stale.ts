import { makeStale } from '../edits/conditions.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'auth-policy-stale',
  breaks: 'The AuthPolicy was edited, and Kuadrant has not looked at it since (FM-38).',
  noticedBy: ['maas.auth-policies'],
  installations: ['maas-0.0.2'],
  apply({ objects }) {
    objects.edit({ kind: 'AuthPolicy', namespace: 'openshift-ingress', name: 'gateway-auth-policy' }, makeStale);
  },
};
