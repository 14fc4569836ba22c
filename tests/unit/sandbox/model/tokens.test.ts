import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { healthyModel } from '../../../../sandbox/model/behaviour.ts';
import { generate } from '../../../../sandbox/model/generate.ts';
import { ChatRequest, chatGeneration } from '../../../../sandbox/model/requests.ts';
import { tokensOf } from '../../../../sandbox/model/tokens.ts';

const generation = (content: string, options: object = {}) =>
  chatGeneration(ChatRequest.parse({ model: 'm', messages: [{ role: 'user', content }], ...options }));

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
        const { tokens, finishReason, usage } = generate(generation(text), 'echo', healthyModel());
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
        const answer = generate(generation(words.join(' '), { max_tokens }), 'echo', healthyModel());
        expect(answer.tokens).toHaveLength(Math.min(words.length, max_tokens));
        expect(answer.finishReason).toBe(words.length > max_tokens ? 'length' : 'stop');
      }),
    );
  });

  test('is the same for the same prompt and seed in random mode, and not for all prompts', () => {
    const say = (content: string, seed = 0): string =>
      generate(generation(content, { seed }), 'random', healthyModel()).tokens.join('');
    expect(say('one')).toBe(say('one'));
    expect(new Set(['one', 'two', 'three', 'four', 'five'].map((prompt) => say(prompt))).size).toBeGreaterThan(1);
    expect(new Set([1, 2, 3, 4, 5].map((seed) => say('one', seed))).size).toBeGreaterThan(1);
  });

  test('ends before a stop text', () => {
    expect(generate(generation('one two three', { stop: [' three'] }), 'echo', healthyModel()).tokens.join('')).toBe(
      'one two',
    );
  });
});
