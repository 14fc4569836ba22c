import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'policy-edited-by-hand',
  breaks: 'The API’s AuthPolicy was edited with oc edit, and its operator takes that back within minutes (FM-18).',
  noticedBy: ['maas.policies-kept'],
  installations: ['maas-0.0.2'],
  apply({ objects }) {
    objects.edit({ kind: 'AuthPolicy', namespace: 'opendatahub', name: 'maas-api-auth-policy' }, ({ metadata }) => {
      if (!Array.isArray(metadata['managedFields'])) throw new Error('nothing tells who manages maas-api-auth-policy');
      metadata['managedFields'].push({
        manager: 'kubectl-edit',
        operation: 'Update',
        apiVersion: 'kuadrant.io/v1',
        time: '2026-11-02T10:40:05Z',
        fieldsType: 'FieldsV1',
        fieldsV1: { 'f:spec': { 'f:rules': { 'f:authentication': {} } } },
      });
    });
  },
};
