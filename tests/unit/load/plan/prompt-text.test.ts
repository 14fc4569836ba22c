import { expect, test } from 'vitest';
import { promptText } from '../../../../load/plan/prompt-text.ts';

test('a text is of its seed and length, and a longer one does not begin otherwise', () => {
  expect(promptText(1, 20).split(' ')).toHaveLength(20);
  expect(promptText(1, 30).startsWith(promptText(1, 20))).toBe(true);
  expect(promptText(2, 20)).not.toBe(promptText(1, 20));
});
