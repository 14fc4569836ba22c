import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'crd-being-deleted',
  breaks: 'An uninstallation hangs: a CRD waits for the finalizers of objects whose controller is gone (FM-27).',
  noticedBy: ['kserve.leftovers'],
  apply({ objects }) {
    objects.edit({ kind: 'CustomResourceDefinition', name: 'authpolicies.kuadrant.io' }, ({ metadata }) => {
      metadata.deletionTimestamp = '2026-11-02T09:00:00Z';
      metadata['finalizers'] = ['customresourcecleanup.apiextensions.k8s.io'];
    });
  },
};
