import { setCondition } from '../edits/conditions.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'wildcard-domain-unreachable',
  breaks: 'The wildcard DNS record leads nowhere: OpenShift’s own canary route cannot be fetched from outside.',
  noticedBy: ['prereq.external-routes'],
  apply({ objects }) {
    objects.edit({ kind: 'IngressController', name: 'default', namespace: 'openshift-ingress-operator' }, (router) =>
      setCondition(router, 'CanaryChecksSucceeding', {
        status: 'False',
        reason: 'CanaryChecksRepetitiveFailures',
        message:
          'Canary route checks for the default ingress controller are failing: lookup of the route’s host: no such host',
      }),
    );
  },
};
