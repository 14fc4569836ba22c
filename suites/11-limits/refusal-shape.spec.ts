import { refusalShape } from '../../fixtures/limit-scenarios/refusal-shape.ts';
import { check, test } from '../../fixtures/test.ts';

test(
  'a request over the limit is refused as clients expect',
  check({
    id: 'limits.refusal-shape',
    requirement:
      'A request over the limit MUST be answered 429 with the layout’s body and sane headers, streamed or not, and the connection MUST stay usable.',
    level: 'must',
    needs: ['gateway', 'identity', 'model'],
    catches: ['limited-wrong-status', 'limited-wrong-body', 'limited-cuts-connection'],
    dependsOn: ['limits.requests-exact'],
    remedy:
      'the log of the gateway’s pods around the refusal (wasm-shim); a cut connection or another status: upgrade Connectivity Link',
    guide: 'verification#test-rate-limiting',
  }),
  ({ scenarios }) => scenarios.show(refusalShape),
);
