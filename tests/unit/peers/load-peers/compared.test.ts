import { expect, test } from 'vitest';
import { isHeld } from '../../../peers/bench/benchmark.ts';
import { budgetsOf, type Compared, processorMsOf, type Round, rowsOf } from '../../../peers/load-peers/compared.ts';

const JUDGED = { roleBelowMs: 100, stallMs: 500 };
const numbers = (...values: number[]) => Float64Array.from(values);

const roundOf = (ttftError: number, more: Partial<Round> = {}): Round => ({
  accuracy: { requests: 2, ttft: numbers(200, 201), ttftErrors: numbers(0, ttftError), itlErrors: numbers(1) },
  requests: 320,
  longestMs: 40,
  processorMs: 3_560,
  ...more,
});
const toolOf = (name: string, errors: number[], longestMs: number, more: Partial<Round> = {}): Compared => ({
  name,
  long: errors.map((error) => roundOf(error, more)),
  short: roundOf(0, { requests: 64, processorMs: 1_000, longestMs }),
});

const broken = (all: Compared[]): string[] =>
  budgetsOf('ours', all, JUDGED)
    .filter((budget) => !isHeld(budget))
    .map(({ what }) => what);

test('ours is held against the best of the others, by the better of its rounds', () => {
  expect(broken([toolOf('ours', [9, 2], 530), toolOf('a', [2], 530), toolOf('b', [5], 530)])).toEqual([]);
  expect(broken([toolOf('ours', [9, 3], 530), toolOf('a', [2], 530), toolOf('b', [5], 530)])).toEqual([
    'TTFT error p99, against the best of the others',
  ]);
});

test('what the others do not keep is no budget', () => {
  const whats = budgetsOf('ours', [toolOf('ours', [1], 530), toolOf('a', [1], 530)], JUDGED).map(({ what }) => what);
  expect(whats.some((what) => what.startsWith('gap error'))).toBe(false);
  expect(budgetsOf('ours', [toolOf('ours', [1], 530)], JUDGED)).toHaveLength(2);
});

test('a stall that ours does not tell, and a role that it counts, are broken budgets', () => {
  expect(broken([toolOf('ours', [1], 499)])).toEqual(['stalls that ours does not tell']);
  const accuracy = { requests: 1, ttft: numbers(2), ttftErrors: numbers(198), itlErrors: numbers(1) };
  expect(broken([toolOf('ours', [1], 530, { accuracy })])).toEqual(['roles that ours takes for text']);
});

test('starting is told apart from what a request needs', () => {
  expect(processorMsOf(toolOf('a', [1], 530))).toEqual({ request: 10, start: 360 });
});

test('a tool without numbers has none, and it is told why', () => {
  const tools = [
    { name: 'ours', compared: toolOf('ours', [1.5], 531), failed: false },
    { name: 'a', compared: undefined, failed: false },
    { name: 'b', compared: undefined, failed: true },
  ];
  const [, ours, a, b] = rowsOf(tools, JUDGED);
  expect(ours).toEqual(['ours', '0 ms', '1.5 ms', '1 ms', 'none kept', 'no', '531 ms', 'yes', '10 ms', '360 ms']);
  expect([a, b]).toEqual([
    ['a', 'not here'],
    ['b', 'did not run'],
  ]);
});
