import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { healthyModel } from '../../../../sandbox/model/behaviour.ts';
import { generate, type Said } from '../../../../sandbox/model/generate.ts';
import { ChatRequest, chatGeneration } from '../../../../sandbox/model/requests.ts';
import { tokensOf } from '../../../../sandbox/model/tokens.ts';

const generation = (content: string, options: object = {}) =>
  chatGeneration(ChatRequest.parse({ model: 'm', messages: [{ role: 'user', content }], ...options }));

const VLLM = { mode: 'echo', software: 'vllm' } as const;
const SIMULATOR = { mode: 'random', software: 'simulator' } as const;

/** The only answer. */
function only(said: Said[]): Said {
  expect(said).toHaveLength(1);
  return said[0] ?? { tokens: [], finishReason: 'stop' };
}

test('tokens joined are the text again, but for white space at its end', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(tokensOf(text).join('')).toBe(text.trimEnd());
    }),
  );
});

describe('a generated answer', () => {
  const texts = fc.array(fc.constantFrom('sun', 'moon', 'x1', ',', '🙂'), { minLength: 1, maxLength: 60 });

  test('echoes the last user message, and counts every token', () => {
    fc.assert(
      fc.property(texts, (words) => {
        const text = words.join(' ');
        const { said, usage } = generate(generation(text), VLLM, healthyModel());
        const { tokens, finishReason } = only(said);
        expect(tokens.join('')).toBe(text);
        expect(finishReason).toBe('stop');
        expect(usage).toEqual({
          prompt_tokens: words.length,
          completion_tokens: words.length,
          total_tokens: words.length * 2,
        });
      }),
    );
  });

  test('is no longer than max_tokens, and says so', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 80 }), (words, max_tokens) => {
        const answer = only(generate(generation(words.join(' '), { max_tokens }), VLLM, healthyModel()).said);
        expect(answer.tokens).toHaveLength(Math.min(words.length, max_tokens));
        expect(answer.finishReason).toBe(words.length > max_tokens ? 'length' : 'stop');
      }),
    );
  });

  test('of the simulator is as long as chance has it, whatever the seed, and says where it was cut', () => {
    const answers = Array.from({ length: 300 }, () =>
      only(generate(generation('one', { max_tokens: 12, seed: 7, temperature: 0 }), SIMULATOR, healthyModel()).said),
    );
    expect(new Set(answers.map(({ tokens }) => tokens.length)).size).toBeGreaterThan(6);
    for (const { tokens, finishReason } of answers) {
      expect(tokens.length).toBeGreaterThan(0);
      expect(tokens.length).toBeLessThanOrEqual(12);
      expect(finishReason).toBe(tokens.length === 12 ? 'length' : 'stop');
    }
    expect(answers.some(({ finishReason }) => finishReason === 'length')).toBe(true);
  });

  test('of one token is always cut', () => {
    const { said } = generate(generation('one', { max_tokens: 1 }), SIMULATOR, healthyModel());
    expect(only(said)).toMatchObject({ tokens: [expect.any(String)], finishReason: 'length' });
  });

  test('ends before a stop text in vLLM, and not in the simulator', () => {
    const stopped = generation('one two three', { stop: [' three'] });
    expect(only(generate(stopped, VLLM, healthyModel()).said).tokens.join('')).toBe('one two');
    const simulated = generate(stopped, { ...SIMULATOR, mode: 'echo' }, healthyModel());
    expect(only(simulated.said).tokens.join('')).toBe('one two three');
  });

  test('is one of n in vLLM, and one alone in the simulator', () => {
    const three = generation('one two', { n: 3 });
    const { said, usage } = generate(three, VLLM, healthyModel());
    expect(said).toHaveLength(3);
    expect(usage).toEqual({ prompt_tokens: 2, completion_tokens: 6, total_tokens: 8 });
    expect(generate(three, SIMULATOR, healthyModel()).said).toHaveLength(1);
  });

  test('is a call where a tool must be called, with arguments that match its schema', () => {
    const parameters = {
      type: 'object',
      properties: { city: { type: 'string' }, days: { type: 'integer', minimum: 1 }, unit: { enum: ['C', 'F'] } },
    };
    const tools = [{ type: 'function', function: { name: 'weather', parameters } }];
    for (const model of [VLLM, SIMULATOR]) {
      const asked = generation('how is it', { tools, tool_choice: 'required' });
      const { toolCalls = [], finishReason } = only(generate(asked, model, healthyModel()).said);
      expect(finishReason).toBe('tool_calls');
      expect(toolCalls).toHaveLength(1);
      expect(JSON.parse(toolCalls[0]?.arguments ?? '')).toEqual({ city: 'Boston', days: 1, unit: 'C' });
    }
    const none = generate(generation('how is it', { tools, tool_choice: 'none' }), VLLM, healthyModel());
    expect(only(none.said).toolCalls).toBeUndefined();
  });

  test('is JSON of the schema that is asked for, in vLLM alone', () => {
    const schema = { type: 'object', properties: { ok: { type: 'boolean' } } };
    const asked = generation('tell me', {
      response_format: { type: 'json_schema', json_schema: { name: 'x', schema } },
    });
    expect(JSON.parse(only(generate(asked, VLLM, healthyModel()).said).tokens.join(''))).toEqual({ ok: true });
    const words = only(generate(asked, { ...SIMULATOR, mode: 'echo' }, healthyModel()).said).tokens.join('');
    expect(words).toBe('tell me');
  });
});
