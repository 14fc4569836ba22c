import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { guide } from '../../../../layouts/guide.ts';
import { maas002 } from '../../../../layouts/maas-0.0.2.ts';
import { readTierMapping } from '../../../../platform/tiers/mapping.ts';

const list = (tiers: object[]): Record<string, string> => ({ tiers: stringify(tiers) });
const three = [
  { name: 'free', level: 0, groups: ['system:authenticated'] },
  { name: 'premium', level: 1, groups: ['premium-group'] },
  { name: 'enterprise', level: 2, groups: ['enterprise-group'] },
];
const map = `tiers:
  free:
    groups: [system:authenticated]
  premium:
    groups: [premium-users]
  enterprise:
    groups: [enterprise-users]
`;

test('reads the list of the release and the map of the guide', () => {
  expect(readTierMapping(list(three), maas002.tiers)).toEqual({ tiers: three, problems: [] });
  const { tiers, problems } = readTierMapping({ 'mapping.yaml': map }, guide.tiers);
  expect(problems).toEqual([]);
  expect(tiers.map(({ name }) => name)).toEqual(['free', 'premium', 'enterprise']);
});

test.each([
  [
    'the other format',
    list(three)['tiers'] ?? '',
    /holds a list of tiers.*the format of the release v0\.0\.2 \(FM-37\)/,
  ],
  ['broken YAML', 'tiers: [', /not valid YAML/],
  ['a name twice', `${map}  free:\n    groups: [guests]\n`, /not valid YAML.*unique/],
  ['an empty name', `${map}  "":\n    groups: [guests]\n`, /a tier has an empty name/],
  ['no groups', map.replace('[premium-users]', '[]'), /tier premium has no group/],
  ['a missing tier', map.replace('premium:', 'silver:'), /without an entry: premium/],
  ['text', 'hello', /holds something else/],
])('the guide’s mapping with %s is a problem', (_, text, problem) => {
  expect(readTierMapping({ 'mapping.yaml': text }, guide.tiers).problems.join('; ')).toMatch(problem);
});

test('the release’s mapping must name each tier once, with rising levels', () => {
  const twice = readTierMapping(list([...three, { name: 'free', groups: ['guests'] }]), maas002.tiers);
  expect(twice.problems).toContain('tier free is named twice');
  const flat = readTierMapping(list(three.map((tier) => ({ ...tier, level: 0 }))), maas002.tiers);
  expect(flat.problems).toEqual([
    'tier premium has level 0, not above free (0)',
    'tier enterprise has level 0, not above premium (0)',
  ]);
});

test('a missing key names the keys there are', () => {
  expect(readTierMapping({ other: '' }, guide.tiers).problems).toEqual([
    'it has no key mapping.yaml (its keys: other)',
  ]);
  expect(readTierMapping(undefined, guide.tiers).problems).toEqual(['it has no key mapping.yaml (its keys: none)']);
});

test('no text makes it throw, and no text without tiers is good', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const { tiers, problems } = readTierMapping({ tiers: text }, maas002.tiers);
      return tiers.length > 0 || problems.length > 0;
    }),
  );
});

test('an alias without its anchor is a problem, not an exception', () => {
  const { problems } = readTierMapping({ tiers: '*!' }, maas002.tiers);
  expect(problems.join()).toContain('not valid YAML');
});

test('a display name may be missing or empty, but not blanks, which the release refuses', () => {
  const named = (displayName: string): string[] =>
    readTierMapping(list(three.map((tier) => ({ ...tier, displayName }))), maas002.tiers).problems;
  expect(named('Tier')).toEqual([]);
  expect(named('')).toEqual([]);
  expect(named(' \t')).toContain('tier free has a display name of blanks only');
});
