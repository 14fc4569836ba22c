import { expect, test } from 'vitest';
import { expression } from '../../../../sandbox/limiter/expression.ts';
import { ExpressionError } from '../../../../sandbox/limiter/expression-lexemes.ts';

const attributes = {
  auth: { identity: { tier: 'free', userid: 'ann', groups: ['a', 'b'] } },
  request: { path: '/llm/one/v1/models', method: 'GET' },
};

test.each([
  ['auth.identity.tier == "free"', true],
  ["auth.identity.tier == 'free'", true],
  ['auth.identity.tier != "free"', false],
  ['auth.identity.tier == "premium" || request.method == "GET"', true],
  ['auth.identity.tier == "free" && !request.path.endsWith("/v1/models")', false],
  ['!(auth.identity.tier == "premium")', true],
  ['auth.identity.tier in ["free", "premium"]', true],
  ['"c" in auth.identity.groups', false],
  ['request.path.startsWith("/llm/") && request.path.contains("one")', true],
  ['request.path.matches("^/llm/[a-z]+/v1")', true],
  ['auth.identity.userid', 'ann'],
  ['1 == 1.0', true],
  ['"a \\"quoted\\" word"', 'a "quoted" word'],
])('%s', (text, value) => {
  expect(expression(text)(attributes)).toBe(value);
});

test('a missing attribute is an error of its own, not false', () => {
  expect(() => expression('auth.identity.missing == "free"')(attributes)).toThrow(ExpressionError);
  expect(() => expression('auth.identity.missing == "free"')(attributes)).toThrow('no such key: missing');
});

test.each(['auth.identity.tier ==', 'a b', '"open', 'f(', 'a.size()', '#'])('%s cannot be read', (text) => {
  expect(() => expression(text)).toThrow(ExpressionError);
});
