import { abortMetered } from '../../fixtures/limit-scenarios/abort-metered.ts';
import { check, test } from '../../fixtures/test.ts';

test(
  'a stream counts although its client hangs up',
  check({
    id: 'limits.abort-metered',
    requirement: 'What a client has received of a stream before it hangs up SHOULD count against the token limit.',
    level: 'should',
    needs: ['gateway', 'identity', 'model'],
    catches: ['aborted-streams-not-counted'],
    dependsOn: ['limits.tokens-stream'],
    remedy:
      'upgrade Connectivity Link; until then whoever hangs up before the end of each stream is not limited by tokens: keep a request limit beside the token limit',
    guide: 'verification#test-rate-limiting',
  }),
  ({ scenarios }) => scenarios.show(abortMetered),
);
