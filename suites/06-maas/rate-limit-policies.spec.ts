import { maasGateway } from '../../fixtures/gateway-api.ts';
import { limitProtection, RateLimitPolicy } from '../../fixtures/policies.ts';
import { noModelsYet } from '../../fixtures/progress.ts';
import { check, demand, notApplicable, observe, test } from '../../fixtures/test.ts';

test(
  'request limits are in force',
  check({
    id: 'maas.rate-limit-policies',
    requirement:
      'Every inference route MUST be covered by a RateLimitPolicy that is Accepted and Enforced for its current generation, and overridden by none.',
    level: 'must',
    needs: ['cluster'],
    catches: [
      'rate-limit-policy-missing',
      'rate-limit-policy-misplaced',
      'rate-limit-policy-not-enforced',
      'rate-limit-policy-stale',
      'two-rate-limit-policies',
      'rate-limit-policy-overridden',
    ],
    dependsOn: [
      'maas.kuadrant-ready',
      'operators.connectivity-link',
      'maas.limitador-ready',
      'maas.gateway-programmed',
    ],
    remedy:
      'oc get ratelimitpolicy -A -o yaml: expect Accepted and Enforced True; MissingDependency goes away by restarting kuadrant-operator-controller-manager, Overridden by merging two policies of one target',
    guide: 'common-issues#4-rate-limiting-not-working',
  }),
  async ({ cluster, layout, session }) => {
    const gateway = await maasGateway(cluster, layout);

    const { problems, summary, notYet } = await limitProtection(cluster, gateway, RateLimitPolicy, {
      apiService: layout.workloads.api.name,
      noModelsYet: () => noModelsYet({ cluster, layout, session }),
    });

    demand(problems.length === 0, problems.join('; '));
    if (notYet !== undefined) notApplicable(notYet);
    observe(summary);
  },
);
