import { changeCondition } from '../edits/conditions.ts';
import { places } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'api-namespace-not-labelled',
  breaks: 'The listeners take routes of labelled namespaces, and the API’s namespace lacks the label (FM-24).',
  noticedBy: ['maas.routes'],
  installations: ['maas-0.0.2'],
  apply(world) {
    const label = { 'maas.opendatahub.io/gateway-access': 'true' };
    world.objects.edit({ kind: 'Namespace', name: 'llm' }, ({ metadata }) => {
      metadata.labels = { ...metadata.labels, ...label };
    });
    const { gateway } = places(world);
    world.objects.edit(gateway, ({ spec }) => {
      for (const listener of spec.listeners) {
        listener.allowedRoutes = { namespaces: { from: 'Selector', selector: { matchLabels: label } } };
      }
    });
    // By a second edit, so that the status is about the new spec.
    world.objects.edit(gateway, ({ status }) => {
      for (const listener of status.listeners) listener.attachedRoutes = 2;
    });
    world.objects.edit(places(world).apiRoute, (route) => {
      changeCondition(route['status'].parents[0], 'Accepted', {
        status: 'False',
        reason: 'NotAllowedByListeners',
        message: 'hostnames matched parent, but namespace "opendatahub" is not allowed by the listener',
      });
    });
  },
};
