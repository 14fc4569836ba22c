import { expect, test } from 'vitest';
import { judgeIsolation } from '../../../../load/limiter-accuracy/isolation.ts';
import type { Observation } from '../../../../load/limiter-accuracy/observation.ts';

const STATUS = { admitted: 200, refused: 429, broken: 503 };
const at = (sentAt: number, outcome: Observation['outcome']): Observation => ({
  sentAt,
  answeredAt: sentAt + 5,
  outcome,
  status: STATUS[outcome],
});
const spender = [at(0, 'admitted'), at(10, 'refused'), at(100, 'refused')];
const all = [at(20, 'admitted'), at(30, 'admitted')];

test('another caller who has all of their quota while the first is refused is isolated', () => {
  expect(judgeIsolation({ spender, other: all, limit: 2 })).toEqual({
    verdict: 'holds',
    text: 'one caller refused, another admitted 2 times of 2',
  });
});

test('one refusal of the other caller is named', () => {
  expect(judgeIsolation({ spender, other: [at(20, 'admitted'), at(30, 'refused')], limit: 2 })).toEqual({
    verdict: 'violated',
    text: 'another caller was refused after 1 of 2 requests',
    early: true,
  });
});

test.each([
  ['the first was never refused', { spender: [at(0, 'admitted')], other: all, limit: 2 }],
  ['the first was refused only later', { spender: spender.slice(2), other: all, limit: 2 }],
  [
    'the first was admitted again meanwhile',
    { spender: [...spender.slice(0, 2), at(100, 'admitted')], other: all, limit: 2 },
  ],
  ['the first was not asked again', { spender: spender.slice(0, 2), other: all, limit: 2 }],
  ['a request was answered 503', { spender, other: [at(20, 'admitted'), at(30, 'broken')], limit: 2 }],
  ['the other sent more than its limit', { spender, other: [...all, at(40, 'refused')], limit: 2 }],
  ['the other sent nothing', { spender, other: [], limit: 2 }],
])('nothing is decided where %s', (_, isolation) => {
  expect(judgeIsolation(isolation).verdict).toBe('undecided');
});
