import { maasGateway } from '../../fixtures/gateway-api.ts';
import { limitProtection, TokenRateLimitPolicy } from '../../fixtures/policies.ts';
import { noModelsYet } from '../../fixtures/progress.ts';
import { check, demand, notApplicable, observe, test } from '../../fixtures/test.ts';

test(
  'token limits are in force',
  check({
    id: 'maas.token-limit-policies',
    requirement:
      'Every inference route MUST be covered by a TokenRateLimitPolicy that is Accepted and Enforced for its current generation, and overridden by none.',
    level: 'must',
    needs: ['cluster'],
    catches: ['token-limit-policy-missing', 'token-limit-policy-not-enforced', 'token-limit-policy-overridden'],
    dependsOn: [
      'maas.kuadrant-ready',
      'operators.connectivity-link',
      'maas.limitador-ready',
      'maas.gateway-programmed',
    ],
    remedy:
      'oc get tokenratelimitpolicy -A -o yaml: expect Accepted and Enforced True; without one, apply the release’s usage policies',
    guide: 'common-issues#4-rate-limiting-not-working',
  }),
  async ({ cluster, layout, session }) => {
    const gateway = await maasGateway(cluster, layout);

    const { problems, summary, notYet } = await limitProtection(cluster, gateway, TokenRateLimitPolicy, {
      apiService: layout.workloads.api.name,
      noModelsYet: () => noModelsYet({ cluster, layout, session }),
    });

    demand(problems.length === 0, problems.join('; '));
    if (notYet !== undefined) notApplicable(notYet);
    observe(summary);
  },
);
