import { answersBySubject, askAll, judgeSet, QUESTIONS } from '../../fixtures/questions.ts';
import { eachQwen } from '../../fixtures/qwen-models.ts';
import { check, evidence, inconclusive, test, violated } from '../../fixtures/test.ts';

test(
  'a Qwen answers as a Qwen does',
  check({
    id: 'inference.qwen-answers',
    requirement:
      'A Qwen on a GPU MUST answer at temperature 0 the questions that models of its size answer: at least 85 % of them right.',
    level: 'must',
    needs: ['gateway', 'identity', 'model', 'gpu'],
    catches: ['qwen-wrong-chat-template'],
    dependsOn: ['inference.chat', 'models.gpu-scheduled'],
    remedy:
      'read the wrong answers in the evidence. Most wrong: expect in the log of the model’s pod the chat template of the weights that it loads. One subject wrong: compare the weights and their quantisation with what the name promises (oc get llminferenceservice,inferenceservice -A -o yaml, the model’s uri). The same questions to its pod (oc port-forward; maas-verify run --layout openai --gateway-url http://localhost:8000 --model NAME --check inference.qwen-answers) tell the model from what is before it',
    guide: 'guide#option-c-deploy-qwen3-requires-gpu',
  }),
  async ({ gateway, identities, models, layout, session, clusterSource }) => {
    const means = { models, identities, layout, session, clusterSource };
    await eachQwen(means, QUESTIONS.length + 4, async ({ model }, caller) => {
      const result = await askAll({ gateway, model, caller });

      for (const { subject, text } of answersBySubject(result.asked))
        evidence(`answers of ${model.id}: ${subject}`, text);
      const { verdict, text } = judgeSet(result);
      if (verdict === 'violated') violated(`${model.id}: ${text}`);
      if (verdict === 'undecided') inconclusive(`${model.id}: ${text}`);
      return { seen: text };
    });
  },
);
