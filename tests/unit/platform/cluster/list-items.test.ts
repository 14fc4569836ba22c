import fc from 'fast-check';
import { expect, test } from 'vitest';
import { listParts } from '../../../../platform/cluster/list-items.ts';

/** A list read item by item, and what is left of it; undefined where its parts cannot be found. */
function readBack(text: string): unknown {
  const json = Buffer.from(text);
  const parts = listParts(json);
  if (parts === undefined) return undefined;
  const [begin, end] = parts.whole;
  const rest = JSON.parse(`${json.toString('utf8', 0, begin)}[]${json.toString('utf8', end)}`);
  return { ...rest, items: parts.items.map(([first, past]) => JSON.parse(json.toString('utf8', first, past))) };
}

const indents = fc.constantFrom(undefined, 1, '\t');

test('a list is the same, read item by item or at once', () => {
  // JSON cannot carry -0: once through it, values are what any reader sees.
  const value = fc.jsonValue({ maxDepth: 3 }).map((any) => JSON.parse(JSON.stringify(any)) as unknown);
  const fields = fc.array(fc.tuple(fc.string(), value));
  fc.assert(
    fc.property(fields, fc.array(value), fields, indents, (before, items, after, indent) => {
      const others = (all: [string, unknown][]) => all.filter(([name]) => name !== 'items');
      const list = Object.fromEntries([...others(before), ['items', items], ...others(after)]);
      const text = JSON.stringify(list, undefined, indent);

      expect(readBack(text)).toEqual(JSON.parse(text));
    }),
  );
});

test.each([
  ['no list', '{"kind":"Status","status":"Failure"}'],
  ['no items', '{"items":null,"metadata":{}}'],
  ['an array', '[{"items":[]}]'],
  ['a text', '"items"'],
  ['nothing', ''],
  ['a page of a proxy', '<html><body>"items":[]</body></html>'],
  ['items of something inside', '{"status":{"items":[1]}}'],
  ['items in a text', '{"message":"\\"items\\":[1]"}'],
  ['an answer that was cut in an item', '{"items":[{"a":"b'],
  ['an answer that was cut between items', '{"items":[{"a":1},'],
  ['an answer that was cut in a name', '{"ite'],
])('%s is not taken for a list', (_, text) => {
  expect(listParts(Buffer.from(text))).toBeUndefined();
});

test.each(['{"items":[1,]}', '{"items":[,1]}', '{"items":[{"a":1]}', '{"items":[1 2]}'])(
  'what is wrong in an item is found where it is parsed: %s',
  (text) => {
    expect(() => readBack(text) ?? JSON.parse(text)).toThrow(SyntaxError);
  },
);
