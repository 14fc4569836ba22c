import { expect, test } from 'vitest';
import { QWEN_QUESTIONS } from '../../../layouts/qwen-questions.ts';

const { questions, rightAtLeast } = QWEN_QUESTIONS;

test('at least thirty questions, of every subject, in five languages beside English', () => {
  const count = (subject: string) => questions.filter((one) => one.subject === subject).length;

  expect(questions.length).toBeGreaterThanOrEqual(30);
  for (const subject of ['arithmetic', 'facts', 'format', 'code', 'languages'])
    expect(count(subject)).toBeGreaterThan(4);
  expect(new Set(questions.map(({ language }) => language))).toEqual(new Set(['en', 'de', 'fr', 'es', 'zh', 'ja']));
  expect(rightAtLeast).toBe(0.85);
});

test('the threshold forgives a few wrong answers, and not a whole subject', () => {
  const forgiven = Math.floor(questions.length * (1 - rightAtLeast));
  const smallest = Math.min(
    ...Object.values(Object.groupBy(questions, ({ subject }) => subject)).map((all) => all?.length ?? 0),
  );
  expect(forgiven).toBeGreaterThanOrEqual(2);
  expect(forgiven).toBeLessThan(smallest);
});

test('no question holds its own answer where that is a number: repeating the question would be right', () => {
  for (const { id, ask, judge } of questions) {
    if (judge.by === 'number') expect(ask.match(/\d+(\.\d+)?/g) ?? [], id).not.toContain(String(judge.value));
  }
});
