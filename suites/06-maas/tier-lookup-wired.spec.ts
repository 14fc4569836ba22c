import { authPoliciesIn, isInCluster, lookupProblem, tierLookups } from '../../fixtures/policy-engine.ts';
import { check, demand, inconclusive, observe, test } from '../../fixtures/test.ts';

test(
  'the gateway asks maas-api for a caller’s tier',
  check({
    id: 'maas.tier-lookup-wired',
    requirement:
      'The AuthPolicy of the gateway MUST look a caller’s tier up at a Service and port that exist, with the scheme that the port speaks.',
    level: 'must',
    needs: ['cluster'],
    catches: ['tier-lookup-other-namespace', 'tier-lookup-other-port', 'tier-lookup-other-scheme'],
    dependsOn: ['maas.auth-policies', 'maas.api-ready'],
    remedy:
      'oc get authpolicy -A -o yaml | grep tiers/lookup; oc get service maas-api -A: correct the namespace, port and scheme in the URL; a caller whose tier cannot be looked up has no limit',
    guide: 'release#tiers',
  }),
  async ({ cluster, layout }) => {
    const policies = await authPoliciesIn(cluster, [layout.namespaces.gateway]);
    const lookups = tierLookups(policies);
    demand(
      lookups.length > 0,
      `no AuthPolicy in ${layout.namespaces.gateway} looks a caller’s tier up: no limit applies`,
    );
    const outside = lookups.filter((lookup) => !isInCluster(lookup)).map(({ url }) => url);
    if (outside.length > 0) inconclusive(`${outside.join(', ')} is no Service of the cluster that could be looked at`);

    const judged = await Promise.all(lookups.map((lookup) => lookupProblem(cluster, lookup)));

    const problems = judged.filter((problem) => problem !== undefined);
    demand(problems.length === 0, problems.join('; '));
    observe(lookups.map(({ policy, url }) => `${policy} asks ${url}`).join('; '));
  },
);
