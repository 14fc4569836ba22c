import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyJsonPatch, JsonPatch } from '../../../../sandbox/kube/json-patch.ts';
import { mergePatch, strategicMerge } from '../../../../sandbox/kube/merge-patches.ts';

const jsonPatched = (document: object, patch: unknown): object => {
  const copy = structuredClone(document);
  applyJsonPatch(copy, JsonPatch.parse(patch));
  return copy;
};

test('a JSON patch adds, replaces, removes, moves and copies', () => {
  const document = { a: { b: [1, 2] }, 'c/d': 'x', e: 5 };
  const patch = [
    { op: 'test', path: '/e', value: 5 },
    { op: 'add', path: '/a/b/1', value: 9 },
    { op: 'add', path: '/a/b/-', value: 3 },
    { op: 'replace', path: '/c~1d', value: 'y' },
    { op: 'move', from: '/e', path: '/f' },
    { op: 'copy', from: '/a/b', path: '/g' },
    { op: 'remove', path: '/a' },
  ];
  expect(jsonPatched(document, patch)).toEqual({ 'c/d': 'y', f: 5, g: [1, 9, 2, 3] });
});

test.each([
  [{ op: 'test', path: '/a', value: 2 }, 'the test of "/a" failed'],
  [{ op: 'remove', path: '/b' }, 'the path "/b" does not exist'],
  [{ op: 'replace', path: '/b/c', value: 1 }, 'the path "/b/c" does not exist'],
])('a JSON patch that cannot be done is refused: %j', (operation, message) => {
  expect(() => jsonPatched({ a: 1 }, [operation])).toThrow(message);
});

test('a merge patch removes by null and replaces lists', () => {
  const target = { a: { x: 1, y: 2 }, list: [1, 2] };
  expect(mergePatch(target, { a: { x: null }, list: [3] })).toEqual({ a: { y: 2 }, list: [3] });
  expect(target).toEqual({ a: { x: 1, y: 2 }, list: [1, 2] });
});

test('a merge patch done twice is a merge patch done once', () => {
  const json = fc.letrec((tie) => ({
    value: fc.oneof(fc.integer(), fc.string(), fc.constant(null), tie('object')),
    object: fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('value'), { maxKeys: 3 }),
  })).object;
  fc.assert(
    fc.property(json, json, (target, patch) => {
      const once = mergePatch(target, patch);
      expect(mergePatch(once, patch)).toEqual(once);
    }),
  );
});

test('a strategic merge merges containers by name and conditions by type', () => {
  const target = { containers: [{ name: 'a', image: '1', env: [{ name: 'E', value: 'x' }] }, { name: 'b' }] };
  const patch = {
    '$setElementOrder/containers': [{ name: 'a' }],
    containers: [{ name: 'a', image: '2' }, { name: 'b', $patch: 'delete' }, { name: 'c' }],
  };
  expect(strategicMerge(target, patch)).toEqual({
    containers: [{ name: 'a', image: '2', env: [{ name: 'E', value: 'x' }] }, { name: 'c' }],
  });
});

test('a strategic merge takes items out of a primitive list', () => {
  const patch = { '$deleteFromPrimitiveList/finalizers': ['a'] };
  expect(strategicMerge({ finalizers: ['a', 'b'] }, patch)).toEqual({ finalizers: ['b'] });
});
