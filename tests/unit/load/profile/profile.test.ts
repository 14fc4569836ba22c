import { expect, test } from 'vitest';
import { profileJsonSchema } from '../../../../load/profile/profile.ts';
import { parseProfile } from '../../../../load/profile/read.ts';

const HEAD = `
version: 1
name: small
tiers: [{name: free, users: 2}, {name: premium, users: 1, share: 3}]
prompts: {input: {fixed: 20}, output: {quantiles: [[0, 1], [1, 9]]}}
`;
const withPhases = (phases: string, rest = ''): string => `${HEAD}phases: ${phases}\n${rest}`;
const complaint = (text: string): string => {
  try {
    parseProfile(text, 'p.yaml');
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return 'accepted';
};

test('a profile has every kind of phase, and defaults for what it leaves out', () => {
  const profile = parseProfile(
    withPhases(`
  - {name: a, kind: closed, duration: 10s, concurrency: 2, requests: 9}
  - {name: b, kind: constant, duration: 10s, rate: 5}
  - {name: c, kind: poisson, duration: 10s, rate: {ofLimit: 0.5}, tiers: [free]}
  - {name: d, kind: gamma, duration: 10s, rate: 5, cv: 3}
  - {name: e, kind: steps, steps: [{rate: 1, duration: 2s}]}
  - {name: f, kind: ramp, duration: 10s, from: 0, to: 9, with: d, delay: 2s}
  - {name: g, kind: burst, size: 8, every: 3s}
  - {name: h, kind: trace, file: t.csv}
  - {name: i, kind: sweep, from: 1, to: 8, steps: 4, step: 5s}`),
    'p.yaml',
  );

  expect(profile.phases.map(({ kind }) => kind)).toHaveLength(9);
  expect(profile).toMatchObject({ seed: 1, on429: 'record', deadline: '60s', target: { endpoint: 'chat' } });
  expect(profile.tiers[0]).toMatchObject({ share: 1, skew: 0 });
});

test.each([
  ['phases[0].duration', '[{name: a, kind: constant, rate: 5, duration: soon}]', 'expected a duration'],
  ['phases[0].kind', '[{name: a, kind: random, duration: 1s}]', 'expected kind: closed, constant'],
  ['phases[0].rate', '[{name: a, kind: poisson, rate: -1, duration: 1s}]', 'expected number to be >0'],
  ['phases[0].tiers[0]', '[{name: a, kind: poisson, rate: 1, duration: 1s, tiers: [gold]}]', 'names no tier'],
  [
    'phases[1].with',
    '[{name: a, kind: burst, size: 1, every: 1s}, {name: b, kind: burst, size: 1, every: 1s, with: c}]',
    'no earlier phase',
  ],
  [
    'phases[1].name',
    '[{name: a, kind: burst, size: 1, every: 1s}, {name: a, kind: burst, size: 1, every: 1s}]',
    'is there twice',
  ],
])('a mistake at %s is told in one line with its place', (place, phases, text) => {
  const said = complaint(withPhases(phases));

  expect(said).toMatch(/^profile p\.yaml: /);
  expect(said).toContain(place);
  expect(said).toContain(text);
  expect(said).not.toContain('\n');
});

test.each([
  ['version: 2', HEAD.replace('version: 1', 'version: 2'), 'version: expected version: 1'],
  ['a list', '[]', 'expected'],
  ['no YAML', 'a: [', 'not valid YAML'],
  ['an unknown key', withPhases('[{name: a, kind: burst, size: 1, every: 1s}]', 'speed: 9'), 'speed'],
  ['quantiles that fall', HEAD.replace('[1, 9]', '[0.5, 0]'), 'prompts.output'],
])('%s is refused', (_, text, said) => {
  expect(complaint(text)).toContain(said);
});

test('the JSON Schema of profiles can be made', () => {
  expect(profileJsonSchema()).toMatchObject({ type: 'object', additionalProperties: false });
});
