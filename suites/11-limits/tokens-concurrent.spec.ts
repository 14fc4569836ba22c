import { tokensConcurrent } from '../../fixtures/limit-scenarios/tokens-concurrent.ts';
import { check, test } from '../../fixtures/test.ts';

test(
  'chats at the same time are all counted',
  check({
    id: 'limits.tokens-concurrent',
    requirement:
      'What chats at the same time use SHOULD count against the token limit as a whole; whether the limiter reserves, by how much they pass the limit, and how much of it stays unused is reported.',
    level: 'should',
    needs: ['gateway', 'identity', 'model'],
    catches: ['concurrent-tokens-lost'],
    dependsOn: ['limits.tokens-stream'],
    remedy:
      'oc get limitador -A -o yaml: expect one replica or a shared store; oc logs of the gateway’s pods: look for reports to Limitador that failed or timed out',
    guide: 'verification#test-rate-limiting',
  }),
  ({ scenarios }) => scenarios.show(tokensConcurrent),
);
