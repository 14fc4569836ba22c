import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { parseHTML } from 'linkedom';
import { expect, test } from 'vitest';
import type { Extras, Night } from '../../../../reports/html/extras.ts';
import { renderHtml } from '../../../../reports/html/page.ts';
import type { Verdict } from '../../../../reports/verdict-schema.ts';
import { anyText, everyKind, result, verdict } from '../sample.ts';

const read = (page: string) => parseHTML(page).document;

/** What a page can hold: no control characters, no lone surrogates, one kind of line end; white space at the ends is nothing. */
const HOSTILE = [
  '<script>alert(1)</script>',
  '</script><script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</style></title></textarea><svg onload=alert(1)>',
  'javascript:alert(1)',
  '<!--',
  ']]>',
  '&lt;b&gt;&amp;',
  'https://example.com/"><script>x</script>',
  '\u0000\u001b[31mred\u001b[0m\u202e',
];
const hostile = fc.oneof(anyText, fc.constantFrom(...HOSTILE));

/** A verdict in which everything that is text may be anything. */
function withText(text: string): { whole: Verdict; extras: Extras } {
  const check = result(`maas.${text}`, {
    phase: text,
    title: text,
    requirement: text,
    verdict: 'fail',
    observed: text,
    remedy: text,
    guide: text,
    causedBy: text,
    evidence: [{ name: text, text }],
  });
  const known = result('maas.known', { verdict: 'fail', expected: { reason: text, reference: text } });
  const untested = result('maas.untested', { verdict: 'inconclusive', reason: text });
  const gate = { gate: text, phase: text, tier: text, verdict: 'fail' as const, text };
  const base = verdict([check, known, untested]);
  const whole: Verdict = {
    ...base,
    run: { ...base.run, id: text, command: text, rerun: text, harnessVersion: text },
    target: {
      ...base.target,
      layout: text,
      versions: { openshift: text, operators: { [text]: text } },
      permissions: { missing: [text] },
      bundle: { collectedAt: '2026-11-24T12:00:00.000Z', collect: [text] },
    },
    drift: [{ subject: text, guide: text, release: text, observed: text, consequence: text }],
    load: [
      {
        profile: text,
        plan: text,
        verdict: 'fail',
        gates: [gate],
        client: { verdict: 'bottleneck', reasons: [text] },
        measures: text,
      },
    ],
    expectedFailures: { matched: [], stale: [{ id: text, reason: text, why: text }] },
  };
  const night = { at: '2026-11-23T01:00:00.000Z', checks: { [`maas.${text}`]: 'pass' as const }, file: text };
  const extras: Extras = {
    nights: [night],
    states: { [`maas.${text}`]: 'new failure' },
    load: {
      charts: [{ name: 'one', title: text, summary: text, svg: '<svg></svg>' }],
      tables: [{ caption: text, columns: [text], rows: [[text]] }],
    },
  };
  return { whole, extras };
}

/** The elements and attributes of a page: what text from outside must not add to. */
function shape(page: string): { elements: string; handlers: string[]; addresses: string[] } {
  const document = read(page);
  const all = [...document.querySelectorAll('*')];
  const attributes = all.flatMap((element) =>
    [...element.attributes].map(({ name, value }) => ({ name, value: String(value) })),
  );
  return {
    elements: all
      .map(({ localName }) => localName)
      .filter((name) => name !== 'details' && name !== 'summary' && name !== 'a')
      .join(' '),
    handlers: attributes.filter(({ name }) => name.startsWith('on')).map(({ name }) => name),
    addresses: attributes
      .filter(({ name }) => ['src', 'action', 'data', 'poster', 'srcset'].includes(name))
      .map(({ value }) => value),
  };
}

test('text from outside stays text, wherever it stands', () => {
  const plain = withText('text');
  const expected = shape(renderHtml(plain.whole, plain.extras));

  fc.assert(
    fc.property(hostile, (text) => {
      // An empty text leaves its place out; so do the white space and the control characters that nobody sees.
      const seen = `x${text}`;
      const { whole, extras } = withText(seen);
      const page = renderHtml(whole, extras);

      expect(shape(page)).toEqual(expected);
      expect(page.isWellFormed()).toBe(true);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: no page may have them
      expect(page).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/);
    }),
    { numRuns: 60 },
  );
});

test('links lead to the page itself, to files beside it, or to the web by http alone', () => {
  for (const text of HOSTILE) {
    const { whole, extras } = withText(text);
    const links = [...read(renderHtml(whole, extras)).querySelectorAll('a[href]')];
    expect(links.length).toBeGreaterThan(0);
    for (const link of links) expect(link.getAttribute('href')).toMatch(/^(#|\.\/|https?:\/\/)/);
  }
});

test('the page loads nothing, and lets only its own script run', () => {
  const page = renderHtml(verdict(everyKind));
  const document = read(page);
  const script = document.querySelector('script')?.textContent ?? '';
  const policy = document.querySelector('meta[http-equiv="Content-Security-Policy"]')?.getAttribute('content');

  expect(document.querySelectorAll('script, link, img, iframe, object, embed')).toHaveLength(1);
  expect(document.querySelectorAll('[src], link[href]')).toHaveLength(0);
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain(createHash('sha256').update(script).digest('base64'));
  expect(page.replaceAll(/<style>[\s\S]*?<\/style>/g, '')).not.toMatch(/url\(|@import/);
});

test('what is wrong comes first, with its consequences below it, and every check has its address', () => {
  const document = read(renderHtml(verdict(everyKind)));
  const headings = [...document.querySelectorAll('h2')].map(({ textContent }) => textContent);
  const [cause] = document.querySelectorAll('.cause');

  expect(headings.slice(0, 2)).toEqual(['What is wrong', 'Not tested']);
  expect(headings.at(-1)).toBe('All checks');
  expect(cause?.textContent).toMatch(/maas\.b[\s\S]*repair maas\.b[\s\S]*explains 1 more[\s\S]*limits\.e/);
  for (const { id } of everyKind) expect(document.getElementById(id)?.closest('details.check')).not.toBeNull();
  const open = [...document.querySelectorAll('details.check[open]')].map((one) => one.getAttribute('data-id'));
  expect(open).toEqual(['maas.b', 'maas.c', 'limits.e']);
});

test('nights: only checks that tell something have a row, and what was not there is no pass', () => {
  const nights: Night[] = [
    { at: '2026-11-22T01:00:00.000Z', checks: { 'maas.b': 'pass', 'maas.d': 'pass' } },
    { at: '2026-11-23T01:00:00.000Z', checks: { 'maas.b': 'fail', 'maas.d': 'pass', 'maas.new': 'pass' } },
  ];
  const document = read(renderHtml(verdict(everyKind), { nights, states: { 'maas.b': 'still failing' } }));
  const rows = [...document.querySelectorAll('.nights tbody tr')].map((row) =>
    row.textContent?.replaceAll(/\s+/g, ' '),
  );

  expect(rows).toEqual([
    expect.stringContaining('maas.bstill failing√passed×failed'),
    expect.stringContaining('maas.newwas not there√passed'),
  ]);
  expect(document.querySelector('[data-id="maas.b"] .state')?.textContent).toBe('still failing');
});
