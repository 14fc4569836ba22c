import { describe, expect, test } from 'vitest';
import { isRight } from '../../../../fixtures/questions/judge-answer.ts';
import { QWEN_QUESTIONS } from '../../../../layouts/qwen-questions.ts';
import { qwenSays } from '../../../../sandbox/model/qwen.ts';
import { healthyQwen, type QwenBehaviour } from '../../../../sandbox/model/qwen-behaviour.ts';
import { ChatRequest, chatGeneration } from '../../../../sandbox/model/requests.ts';

interface Asked {
  qwen?: Partial<QwenBehaviour>;
  chat_template_kwargs?: { enable_thinking: boolean };
}

function says(content: string, { qwen = {}, ...options }: Asked = {}): string {
  const request = ChatRequest.parse({ model: 'm', messages: [{ role: 'user', content }], ...options });
  const behaviour = { qwen: { ...healthyQwen(), ...qwen } };
  return qwenSays({ behaviour } as Parameters<typeof qwenSays>[0], chatGeneration(request));
}

const off = { chat_template_kwargs: { enable_thinking: false } };
const { questions } = QWEN_QUESTIONS;

describe('the Qwen of the sandbox', () => {
  test.each(questions)('answers $id right, with thoughts and without', (question) => {
    expect(isRight(question, says(question.ask))).toBe(true);
    expect(isRight(question, says(question.ask, off))).toBe(true);
  });

  test('thinks until it is told not to', () => {
    const [{ ask }] = questions as [(typeof questions)[number]];
    expect(says(ask)).toMatch(/^<think>[^<]+<\/think>/);
    expect(says(ask, off)).not.toContain('think');
    expect(says(`${ask} /no_think`)).not.toContain('think');
    expect(says(ask, { ...off, qwen: { alwaysThinks: true } })).toMatch(/^<think>/);
  });

  test('with a wrong chat template it gets next to nothing right', () => {
    const right = questions.filter((one) => isRight(one, says(one.ask, { ...off, qwen: { wrongTemplate: true } })));
    expect(right.map(({ id }) => id)).toEqual([]);
  });

  test('repeats what it does not know', () => {
    expect(says('a marker 7f3a', off)).toBe('a marker 7f3a');
  });
});
