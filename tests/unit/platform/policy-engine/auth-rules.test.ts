import { expect, test } from 'vitest';
import { AuthPolicy } from '../../../../platform/cluster/kinds/kuadrant.ts';
import { reviewedAudiences } from '../../../../platform/policy-engine/auth-rules.ts';

const reviewing = (audiences: unknown) =>
  AuthPolicy.schema.parse({
    metadata: { name: 'p', namespace: 'n' },
    spec: {
      targetRef: { kind: 'Gateway', name: 'g' },
      rules: { authentication: { users: { kubernetesTokenReview: { audiences } } } },
    },
  });

test.each([
  ['named', ['a', 'b'], ['a', 'b']],
  ['none: the cluster’s own', undefined, []],
  ['null: the cluster’s own', null, []],
  ['one that is no text is not the cluster’s own', [['a']], ['(unreadable)']],
  ['no list is not the cluster’s own', 'a', ['(unreadable)']],
])('audiences: %s', (_, audiences, expected) => {
  expect(reviewedAudiences(reviewing(audiences))).toEqual([expected]);
});
