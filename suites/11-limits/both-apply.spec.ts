import { bothApply } from '../../fixtures/limit-scenarios/both-apply.ts';
import { check, test } from '../../fixtures/test.ts';

test(
  'the request limit and the token limit each bite alone',
  check({
    id: 'limits.both-apply',
    requirement:
      'A caller of small chats MUST be refused by the request limit before the tokens are spent, and one of large chats by the token limit before the requests are.',
    level: 'must',
    needs: ['gateway', 'identity', 'model'],
    catches: ['request-limit-shadowed'],
    dependsOn: ['limits.requests-exact', 'limits.tokens-exact'],
    remedy:
      'oc get ratelimitpolicy,tokenratelimitpolicy -A -o yaml: expect each limit in a policy of its own, no two limits of one policy with the same predicate (limitador #513)',
    guide: 'verification#test-rate-limiting',
  }),
  ({ scenarios }) => scenarios.show(bothApply),
);
