import { eachQwen } from '../../fixtures/qwen-models.ts';
import { judgeThinking } from '../../fixtures/qwen-thinking.ts';
import { check, test } from '../../fixtures/test.ts';

test(
  'a Qwen’s thoughts are kept from its answer, and can be switched off',
  check({
    id: 'inference.qwen-thinking',
    requirement:
      'The thoughts of a Qwen that thinks MUST be told apart from its answer, by a reasoning field or a <think> block, whole and in a stream, where they come first and count as tokens, and it MUST be possible to switch them off.',
    level: 'must',
    needs: ['gateway', 'identity', 'model', 'gpu'],
    catches: [
      'qwen-thoughts-in-answer',
      'qwen-thinking-stays-on',
      'qwen-stream-thoughts-in-answer',
      'qwen-stream-thoughts-last',
      'qwen-stream-thinking-stays-on',
      'qwen-stream-usage-without-thoughts',
    ],
    dependsOn: ['inference.chat', 'inference.qwen-answers'],
    remedy:
      'oc get pod -n <model namespace> -o yaml, the arguments of its server: expect --reasoning-parser qwen3, or no parser and the chat template of the weights; a template of one’s own must know enable_thinking (chat_template_kwargs), and no filter on the way may drop that field',
    guide: 'guide#option-c-deploy-qwen3-requires-gpu',
  }),
  async ({ gateway, identities, models, layout, session, clusterSource }) => {
    await eachQwen({ models, identities, layout, session, clusterSource }, 10, ({ model }, caller) =>
      judgeThinking({ gateway, model, caller }),
    );
  },
);
