import { authPoliciesIn, reviewedAudiences } from '../../fixtures/policy-engine.ts';
import { check, demand, observe, test } from '../../fixtures/test.ts';
import { Authentication } from '../../fixtures/tiers.ts';

/** The audience of tokens where the cluster has no issuer of its own. */
const KUBERNETES = 'https://kubernetes.default.svc';

test(
  'the API accepts the audience of the cluster’s tokens',
  check({
    id: 'maas.token-audience',
    requirement: 'The AuthPolicy of maas-api MUST accept tokens for the audience that the cluster’s own tokens have.',
    level: 'must',
    needs: ['cluster'],
    catches: ['cluster-has-own-issuer', 'api-audience-missing'],
    dependsOn: ['maas.auth-policies'],
    remedy:
      'oc get authentication.config cluster -o jsonpath={.spec.serviceAccountIssuer}: add it to the audiences of maas-api-auth-policy, and annotate the policy opendatahub.io/managed=false so that the operator leaves it (FM-17)',
    guide: 'release#tokens',
  }),
  async ({ cluster, layout }) => {
    const policies = await authPoliciesIn(cluster, layout.namespaces.api);
    const ofRoutes = policies.filter(({ spec }) => spec.targetRef.kind === 'HTTPRoute');
    const reviews = ofRoutes.map((policy) => ({ policy, audiences: reviewedAudiences(policy) }));
    const reviewing = reviews.filter(({ audiences }) => audiences.length > 0);
    demand(
      reviewing.length > 0,
      `no AuthPolicy of a route in ${layout.namespaces.api.join(', ')} reviews a caller’s token`,
    );
    const { spec } = await cluster.get(Authentication, 'cluster');
    const issuer = spec?.serviceAccountIssuer || KUBERNETES;

    // A review without audiences asks for the cluster's own.
    const deaf = reviewing.filter(
      ({ audiences }) => !audiences.some((list) => list === undefined || list.includes(issuer)),
    );

    const problems = deaf.map(
      ({ policy, audiences }) =>
        `AuthPolicy ${policy.metadata.namespace}/${policy.metadata.name} accepts ${audiences.flat().join(', ')}, and the cluster’s tokens are for ${issuer}: every mint ends as 401 (FM-17)`,
    );
    demand(problems.length === 0, problems.join('; '));
    observe(
      `the cluster’s tokens are for ${issuer}, which ${reviewing.map(({ policy }) => policy.metadata.name).join(', ')} accepts`,
    );
  },
);
