import fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderJunit } from '../../../reports/junit.ts';
import { anyText, everyKind, result, verdict } from './sample.ts';

interface Element {
  name: string;
  attributes: Record<string, string>;
  children: Element[];
  text: string;
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' };
const unescaped = (text: string): string =>
  text.replace(/&(#(\d+)|(\w+));/g, (_whole, _body, code: string | undefined, name: string | undefined) => {
    const character = code === undefined ? ENTITIES[name ?? ''] : String.fromCodePoint(Number(code));
    if (character === undefined) throw new Error(`unknown entity ${name}`);
    return character;
  });

/** A small strict reader of XML: tags must nest, attributes be quoted, `<` and `&` escaped, characters allowed. */
function parse(xml: string): Element {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML does not allow them
  expect(xml).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/);
  expect(xml.isWellFormed()).toBe(true);
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  const token = /<\?[^?]*\?>|<\/(\w[\w-]*)>|<(\w[\w-]*)((?: [\w-]+="[^"<]*")*)(\/?)>|([^<]+)/gy;
  for (let at = 0; at < xml.length; at = token.lastIndex) {
    const match = token.exec(xml);
    if (match === null) throw new Error(`no XML at ${at}: ${xml.slice(at, at + 80)}`);
    const [, closed, name, attributes = '', single, text] = match;
    const parent = open.at(-1) ?? root;
    if (text !== undefined) parent.text += unescaped(text);
    if (closed !== undefined && open.pop()?.name !== closed) throw new Error(`</${closed}> closes another element`);
    if (name === undefined) continue;
    const pairs = [...attributes.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [
      key,
      unescaped(value),
    ]);
    const element: Element = { name, attributes: Object.fromEntries(pairs), children: [], text: '' };
    parent.children.push(element);
    if (single === '') open.push(element);
  }
  expect(open).toHaveLength(1);
  return root.children[0] ?? root;
}

const cases = (suites: Element): Element[] =>
  suites.children.flatMap((suite) => suite.children.filter((child) => child.name === 'testcase'));
const outcomeOf = (testcase: Element): Element | undefined =>
  testcase.children.find((child) => ['failure', 'error', 'skipped'].includes(child.name));

test('every kind of result becomes its own element', () => {
  const suites = parse(renderJunit(verdict(everyKind)));
  const outcomes = Object.fromEntries(
    cases(suites).map((one) => [one.attributes['name']?.split(':')[0], outcomeOf(one)?.name ?? 'passed']),
  );
  expect(outcomes).toEqual({
    'prereq.a': 'passed',
    'maas.b': 'failure',
    'maas.c': 'failure',
    'maas.d': 'skipped',
    'limits.e': 'failure',
    'limits.f': 'error',
    'limits.g': 'skipped',
  });
  expect(suites.attributes).toMatchObject({ tests: '7', failures: '3', errors: '1', skipped: '2' });
  expect(suites.children.map((suite) => suite.attributes['name'])).toEqual(['prerequisites', 'maas', 'limits']);
});

test('an expected failure says so, with its reference', () => {
  const [only] = cases(parse(renderJunit(verdict(everyKind.slice(6)))));
  expect(only && outcomeOf(only)?.attributes['message']).toContain('expected failure: listing spends it (FM-41)');
});

test('any text survives, but for characters that XML cannot hold', () => {
  const readable = (text: string): string =>
    text
      .toWellFormed()
      // biome-ignore lint/suspicious/noControlCharactersInRegex: XML does not allow them
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd');
  fc.assert(
    fc.property(anyText, (observed) => {
      const [only] = cases(parse(renderJunit(verdict([result('maas.a', { verdict: 'fail', observed })]))));
      expect(only && outcomeOf(only)?.attributes['message']).toBe(readable(observed));
    }),
  );
  const nasty = '<a href="x">&#13;]]>\r\n\t\u0001';
  const [only] = cases(parse(renderJunit(verdict([result('maas.a', { verdict: 'fail', observed: nasty })]))));
  expect(only && outcomeOf(only)?.attributes['message']).toBe(readable(nasty));
});
