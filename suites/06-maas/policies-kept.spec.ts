import {
  AuthPolicy,
  RateLimitPolicy,
  revertedEdits,
  TokenRateLimitPolicy,
  withManagers,
} from '../../fixtures/hand-edits.ts';
import { check, demand, inconclusive, observe, test } from '../../fixtures/test.ts';

test(
  'no policy is changed back by its operator',
  check({
    id: 'maas.policies-kept',
    requirement:
      'A policy that the operator keeps as it deployed it SHOULD not have been changed by hand, unless it is annotated so that the operator leaves it.',
    level: 'should',
    needs: ['cluster'],
    catches: ['policy-edited-by-hand'],
    dependsOn: ['maas.namespaces'],
    remedy:
      'oc annotate authpolicy NAME -n NAMESPACE opendatahub.io/managed=false: expect the change to be there still some minutes later; oc get authpolicy NAME -o yaml --show-managed-fields tells who changed it',
    guide: 'release#policy-engine',
  }),
  async ({ cluster, layout }) => {
    const places = [layout.namespaces.gateway, ...layout.namespaces.api];
    const policies = [
      ...(await cluster.list(AuthPolicy)),
      ...(await cluster.list(RateLimitPolicy)),
      ...(await cluster.list(TokenRateLimitPolicy)),
    ].filter(({ metadata }) => places.includes(metadata.namespace ?? ''));
    if (policies.length === 0) inconclusive(`there is no policy in ${places.join(', ')}`);
    const known = withManagers(policies);
    if (known.length === 0 && cluster.source === 'bundle')
      inconclusive('a bundle cannot tell who set the fields of a policy; verify the cluster itself with --kubeconfig');
    if (known.length === 0)
      inconclusive(
        'no policy tells who set its fields (metadata.managedFields; a bundle holds them where oc 4.11 or later made it)',
      );

    const reverted = revertedEdits(policies);

    demand(reverted.length === 0, reverted.join('; '));
    observe(`${known.length} policies, none changed by hand that the operator keeps`);
  },
);
