import { tokensExact } from '../../fixtures/limit-scenarios/tokens-exact.ts';
import { check, test } from '../../fixtures/test.ts';

test(
  'a caller is admitted while fewer tokens than the limit are consumed',
  check({
    id: 'limits.tokens-exact',
    requirement:
      'A request MUST be admitted if and only if its caller has consumed fewer tokens (usage.total_tokens) in the window than the limit.',
    level: 'must',
    needs: ['gateway', 'identity', 'model'],
    catches: [
      'tokens-not-counted',
      'tokens-prompt-only',
      'tokens-counted-twice',
      'tokens-one-per-answer',
      'tokens-charged-before-answer',
    ],
    dependsOn: ['maas.token-limit-policies', 'limits.requests-exact'],
    remedy:
      'oc get tokenratelimitpolicy -A: expect Enforced=True; Connectivity Link 1.4.0 and 1.4.1 never count tokens: upgrade to 1.4.2',
    guide: 'verification#test-rate-limiting',
  }),
  ({ scenarios }) => scenarios.show(tokensExact),
);
