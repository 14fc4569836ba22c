import { tokensStream } from '../../fixtures/limit-scenarios/tokens-stream.ts';
import { check, test } from '../../fixtures/test.ts';

test(
  'streamed answers are metered',
  check({
    id: 'limits.tokens-stream',
    requirement:
      'The tokens of a stream with include_usage MUST count against the limit; without it, what happens is reported.',
    level: 'must',
    needs: ['gateway', 'identity', 'model'],
    catches: [
      'stream-tokens-not-counted',
      'tokens-counted-twice',
      'tokens-charged-before-answer',
      'tokens-not-counted',
      'tokens-one-per-answer',
      'tokens-prompt-only',
    ],
    dependsOn: ['limits.tokens-exact'],
    remedy: 'upgrade Connectivity Link (wasm-shim #373), or start the model with --enable-force-include-usage',
    guide: 'verification#test-rate-limiting',
  }),
  ({ scenarios }) => scenarios.show(tokensStream),
);
