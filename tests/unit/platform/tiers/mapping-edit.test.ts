import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { withGroup, withoutGroup } from '../../../../platform/tiers/mapping-edit.ts';

const LIST = `- name: free # everybody
  level: 0
  groups:
    - system:authenticated
- name: premium
  level: 1
  groups: [premium-group]
`;
const MAP = `tiers:
  free:
    groups:
      - system:authenticated
  premium:
    groups:
      - premium-users
`;

test.each([
  ['list', LIST],
  ['map', MAP],
] as const)('a group more in a tier of the format %s, and without it the same again', (format, text) => {
  const more = withGroup(text, format, 'premium', 'ours') ?? '';
  expect(more).toContain('ours');
  expect(more).not.toBe(text);
  const withoutOurs = withoutGroup(more, 'ours');
  expect(parse(withoutOurs)).toEqual(parse(text));
  expect(withoutOurs.includes('# everybody')).toBe(text.includes('# everybody'));
});

test('only the tier that is meant has the group', () => {
  expect(parse(withGroup(LIST, 'list', 'premium', 'ours') ?? '')).toEqual([
    { name: 'free', level: 0, groups: ['system:authenticated'] },
    { name: 'premium', level: 1, groups: ['premium-group', 'ours'] },
  ]);
});

test.each([
  ['a tier that is not there', LIST, 'enterprise'],
  ['a tier without groups', '- name: free\n', 'free'],
  ['no list', 'tiers: {}', 'free'],
  ['no YAML', '- a: [', 'free'],
  ['nothing', '', 'free'],
])('%s gets no group', (_, text, tier) => {
  expect(withGroup(text, 'list', tier, 'ours')).toBeUndefined();
});
