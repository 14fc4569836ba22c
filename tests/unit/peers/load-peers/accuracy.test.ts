import { expect, test } from 'vitest';
import { accuracyOf, longestSeenMs } from '../../../peers/load-peers/accuracy.ts';

const served = (receivedAtMs: number, ...after: number[]) => ({
  receivedAtMs,
  sentAtMs: after.map((ms) => receivedAtMs + ms),
  mostLateMs: 0,
});
const truth = new Map([
  ['a', served(1_000, 200, 230, 260)],
  ['b', served(5_000, 210, 230, 270)],
]);

test('a tool that says what happened has no error', () => {
  const seen = [{ id: 'b', ttftMs: 210, itlMs: 30, gapsMs: [20, 40] }];
  const { requests, ttftErrors, itlErrors, gapErrors } = accuracyOf(seen, truth);
  expect([requests, ...ttftErrors, ...itlErrors, ...(gapErrors ?? [])]).toEqual([1, 0, 0, 0, 0]);
});

test('errors are of the same request, in either direction', () => {
  const seen = [
    { id: 'b', ttftMs: 10, itlMs: 33, gapsMs: [20, 45] },
    { id: 'a', ttftMs: 201, itlMs: 29, gapsMs: [29, 30] },
  ];
  const { ttftErrors, itlErrors, gapErrors } = accuracyOf(seen, truth);
  expect([...ttftErrors]).toEqual([1, 200]);
  expect([...itlErrors]).toEqual([1, 3]);
  expect([...(gapErrors ?? [])]).toEqual([0, 0, 1, 5]);
});

test('a gap that a tool lost is an error as long as the gap', () => {
  expect([...(accuracyOf([{ id: 'b', ttftMs: 210, itlMs: 30, gapsMs: [20] }], truth).gapErrors ?? [])]).toEqual([
    0, 40,
  ]);
});

test('means alone give no errors of gaps', () => {
  expect(accuracyOf([{ id: 'a', ttftMs: 200, itlMs: 30 }], truth).gapErrors).toBeUndefined();
});

test('the beginning is left out by the time of the server, not by the order of the results', () => {
  const seen = [
    { id: 'b', ttftMs: 215, itlMs: 30 },
    { id: 'a', ttftMs: 500, itlMs: 30 },
  ];
  expect([...accuracyOf(seen, truth, 3_000).ttftErrors]).toEqual([5]);
});

test('an id that the server never had is refused', () => {
  expect(() => accuracyOf([{ id: 'c', ttftMs: 1, itlMs: 1 }], truth)).toThrow('no request c');
});

test('a stall is seen in the gaps, and drowns in a mean', () => {
  const gapsMs = [30, 530, 30];
  expect(longestSeenMs([{ id: 'a', ttftMs: 200, itlMs: 197, gapsMs }])).toBe(530);
  expect(longestSeenMs([{ id: 'a', ttftMs: 200, itlMs: 197 }])).toBe(197);
  expect(longestSeenMs([])).toBe(0);
});
