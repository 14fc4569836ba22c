import { readCondition, unmetConditions } from '../../fixtures/conditions.ts';
import { check, demand, observe, openshift, test } from '../../fixtures/test.ts';

/** What OpenShift itself found of the wildcard domain: its DNS record, and a route below it that it keeps fetching. */
const OBSERVED_BY_OPENSHIFT = ['DNSReady', 'CanaryChecksSucceeding'];

test(
  'routes are reachable under the wildcard domain',
  check({
    id: 'prereq.external-routes',
    requirement:
      'The default IngressController MUST be Available, and its wildcard domain MUST resolve and lead to it.',
    level: 'must',
    needs: ['cluster'],
    catches: ['wildcard-domain-unreachable', 'router-unavailable'],
    dependsOn: ['prereq.api-reachable'],
    remedy:
      'oc describe ingresscontroller default -n openshift-ingress-operator: expect Available and CanaryChecksSucceeding True; else look at DNS and the load balancer',
    guide: 'guide#infrastructure-requirements',
  }),
  async ({ cluster }) => {
    const router = await cluster.get(openshift.IngressController, 'default', 'openshift-ingress-operator');

    // A cluster whose DNS is managed elsewhere reports no DNSReady; what it does report must hold.
    const managesDns = readCondition(router, 'DNSManaged').status !== 'False';
    const reported = OBSERVED_BY_OPENSHIFT.filter(
      (type) => readCondition(router, type).status !== 'missing' && (managesDns || type !== 'DNSReady'),
    );
    const unmet = unmetConditions(router, ['Available', ...reported]);

    const domain = router.status?.domain;
    demand(unmet.length === 0, `the default IngressController (${domain ?? 'no domain'}): ${unmet.join('; ')}`);
    demand(domain !== undefined && domain !== '', 'the default IngressController has no wildcard domain');
    demand(reported.length > 0, `nothing tells that *.${domain} resolves: no ${OBSERVED_BY_OPENSHIFT.join(', no ')}`);
    observe(`*.${domain} is served: ${['Available', ...reported].join(', ')}`);
  },
);
