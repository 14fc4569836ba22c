import { eachModel } from '../../fixtures/each-model.ts';
import { streamedAnswer } from '../../fixtures/inference-answer.ts';
import { chat, words } from '../../fixtures/inference-request.ts';
import { shaped } from '../../fixtures/openai-shapes.ts';
import { outputText, ResponseObject, readResponseStream } from '../../fixtures/responses.ts';
import { asSdkUser } from '../../fixtures/sdk.ts';
import { check, demand, inconclusive, test } from '../../fixtures/test.ts';

/** What a server answers that does not have the endpoint. */
const NOT_THERE = [404, 405, 501];
const TOKENS = 16;

test(
  'the Responses endpoint answers as OpenAI’s',
  check({
    id: 'inference.responses',
    requirement:
      'Where a model has /v1/responses, its answer and its stream of events SHOULD have OpenAI’s shape, text and usage included.',
    level: 'should',
    needs: ['gateway', 'identity', 'model'],
    catches: ['responses-bare', 'responses-usage-missing', 'responses-not-completed', 'responses-other-text'],
    dependsOn: ['inference.chat', 'inference.stream'],
    remedy:
      'compare the answer of the model’s pod (oc port-forward) with the gateway’s and with https://platform.openai.com/docs/api-reference/responses; vLLM has the endpoint from 0.10 on',
    guide: 'verification#test-model-inference',
  }),
  async ({ gateway, identities, models }) => {
    await eachModel({ models, identities }, { requests: 4 }, async (model, caller) => {
      const body = { model: model.id, input: words(8), max_output_tokens: TOKENS };
      const request = { ...chat(model, ''), path: `${model.basePath}/responses`, body, as: caller };
      const answer = await gateway.request(request);
      if (answer.status === 429) inconclusive('the caller’s quota is spent (429)');
      if (NOT_THERE.includes(answer.status)) {
        return { notJudged: `it has no Responses endpoint (POST ${request.path} answers ${answer.status})` };
      }
      demand(
        answer.status === 200,
        `${model.id}: POST ${request.path} answers ${answer.status}: ${answer.body.slice(0, 120)}`,
      );
      const whole = shaped(ResponseObject, answer.json, `the response of ${model.id}`);

      const streaming = { ...request, body: { ...body, stream: true } };
      const { events } = await streamedAnswer(gateway, streaming, `a streamed response of ${model.id}`);
      const bySdk = await asSdkUser('a response', () =>
        models.client(model, caller).responses.create({ ...body, stream: false }),
      );

      demand(whole.model === model.id, `asked for ${model.id}, answered by ${whole.model}`);
      const { text, final, flaws } = readResponseStream(events);
      demand(flaws.length === 0, `the streamed response of ${model.id}: ${flaws.join('; ')}`);
      for (const { usage } of final === undefined ? [whole] : [whole, final]) {
        demand(
          usage.input_tokens > 0 && usage.total_tokens === usage.input_tokens + usage.output_tokens,
          `${model.id} reports ${usage.input_tokens} + ${usage.output_tokens} tokens, ${usage.total_tokens} in total`,
        );
        demand(
          usage.output_tokens <= TOKENS,
          `${model.id}: max_output_tokens ${TOKENS}, but ${usage.output_tokens} output tokens`,
        );
      }
      demand(
        outputText(whole) !== '' && bySdk.output_text !== '',
        `the response of ${model.id} has no text, whole or by the OpenAI SDK`,
      );
      return { seen: `${events.length} events, ${text.length} characters, ${whole.usage.total_tokens} tokens` };
    });
  },
);
