import { eachModel } from '../../fixtures/each-model.ts';
import { answered, streamedAnswer } from '../../fixtures/inference-answer.ts';
import { chat } from '../../fixtures/inference-request.ts';
import { knownOfServer } from '../../fixtures/model-server.ts';
import { ChatCompletion, shaped } from '../../fixtures/openai-shapes.ts';
import { check, inconclusive, test } from '../../fixtures/test.ts';
import { difference, MARKED, ONLY_THE_SAMPLE, repetitionIn } from '../../fixtures/unicode.ts';

/** Room for about a token a byte, the most that the sample can be. */
const ENOUGH = 420;
/** For who repeats nothing. */
const FEW = 8;

test(
  'characters of every script arrive as they were sent',
  check({
    id: 'inference.unicode',
    requirement:
      'A text of many scripts, emoji and combining marks MUST come back unchanged, whole and in a stream, wherever its bytes are cut.',
    level: 'must',
    needs: ['gateway', 'identity', 'model'],
    catches: ['characters-misread', 'stream-characters-broken'],
    dependsOn: ['inference.chat', 'inference.stream'],
    remedy:
      'oc get envoyfilter,wasmplugin -A: look for a filter that rewrites bodies as text; port-forward to the model to see whether it repeats them itself',
    guide: 'verification#test-model-inference',
  }),
  async ({ gateway, identities, models }) => {
    await eachModel({ models, identities }, { requests: 4 }, async (model, caller) => {
      const served = await models.simulator(model);
      const isRandom = served.kind === 'simulator' && served.settings.mode === 'random';
      const ask = (options: Record<string, unknown>) => ({
        ...chat(model, `Repeat this, and say nothing else: ${MARKED}`, {
          max_tokens: isRandom ? FEW : ENOUGH,
          temperature: 0,
          ...options,
        }),
        as: caller,
      });
      const refusesSchemas =
        (await gateway.request(ask({ response_format: ONLY_THE_SAMPLE, max_tokens: 1 }))).status === 400;
      const format = refusesSchemas ? {} : { response_format: ONLY_THE_SAMPLE };

      const whole = shaped(
        ChatCompletion,
        (await answered(gateway, ask(format), 'a chat')).json,
        'the chat completion',
      );
      const stream = await streamedAnswer(gateway, ask({ ...format, stream: true }), 'a stream');

      const texts = { answer: whole.choices[0]?.message.content ?? '', stream: stream.chat.text };
      for (const [kind, text] of Object.entries(texts)) {
        const repetition = repetitionIn(text);
        if (repetition.kind === 'whole') continue;
        if (repetition.kind === 'damaged') {
          const seen = `${model.id} gives the text back damaged in its ${kind}: ${difference(repetition.became)}`;
          return { notJudged: await knownOfServer(models, model, 'characters', seen) };
        }
        if (isRandom) return { notJudged: 'a simulator that answers at random repeats nothing; it takes the text' };
        inconclusive(`${model.id} does not repeat what it is told, so what arrived is not seen: ${text.slice(0, 80)}`);
      }
      return { seen: `unchanged, as a whole and in ${stream.chunksAt.length} pieces` };
    });
  },
);
