import { beforeAll, expect, test } from 'vitest';
import type { Verdict } from '../../reports/verdict-schema.ts';
import { FLAVOURS, type FlavourName } from '../../sandbox/flavours.ts';
import { verdictOf } from './verify.ts';

const INSTALLATION = ['prerequisites', 'operators', 'service-mesh', 'knative', 'kserve', 'maas', 'models'];
const PHASES = INSTALLATION.flatMap((phase) => ['--phase', phase]);
const MINUTES = 60_000;
const verdicts = new Map<FlavourName, Verdict>();

beforeAll(async () => {
  await Promise.all(
    FLAVOURS.map(async (flavour) => {
      verdicts.set(flavour, (await verdictOf([`--sandbox=${flavour}`, ...PHASES])).verdict);
    }),
  );
}, 4 * MINUTES);

const verdictFor = (flavour: FlavourName): Verdict => {
  const verdict = verdicts.get(flavour);
  if (verdict === undefined) throw new Error(`${flavour} was not verified`);
  return verdict;
};

test.each(FLAVOURS)('a healthy %s is told for certain, and nothing of it fails or is untested', (flavour) => {
  const { target, checks, exitCode, expectedFailures } = verdictFor(flavour);

  const wrong = checks.filter(({ verdict, expected }) => !['pass', 'not-applicable'].includes(verdict) && !expected);
  expect(wrong.map(({ id, observed, reason }) => `${id}: ${reason ?? observed}`)).toEqual([]);
  expect({ layout: target.layout, confidence: target.layoutConfidence, exitCode }).toEqual({
    layout: flavour,
    confidence: 'certain',
    exitCode: 0,
  });
  expect(expectedFailures.stale).toEqual([]);
});

test.each(FLAVOURS)('all of %s that drift compares can be read, and is as its release', (flavour) => {
  const { drift } = verdictFor(flavour);

  expect(drift.filter(({ unread }) => unread === true)).toEqual([]);
  expect(drift.filter(({ asReleased }) => asReleased !== true)).toEqual([]);
  expect(drift.map(({ subject }) => subject)).toContain('namespace of maas-api');
});

test('each flavour is demanded alone: the namespaces of another one do not do', async () => {
  const checks = ['maas.namespaces', 'maas.api-ready', 'maas.tier-mapping'];
  const { verdict } = await verdictOf([
    '--sandbox=maas-0.0.2',
    '--layout',
    'maas-0.0.2-rhoai',
    ...checks.flatMap((id) => ['--check', id]),
  ]);

  expect(verdict.checks.map((check) => check.verdict)).toEqual(['fail', 'fail', 'fail']);
  expect(verdict.target.layoutEvidence.join()).toContain('against it: this looks like maas-0.0.2-odh (certain)');
});

test('the release without its flavour becomes the flavour that is there', async () => {
  const named = ['--layout', 'maas-0.0.2', '--check', 'prereq.api-reachable'];
  const { verdict } = await verdictOf(['--sandbox=maas-0.0.2-rhoai', ...named]);
  const guide = await verdictOf(['--sandbox', ...named]);

  expect(verdict.target).toMatchObject({ layout: 'maas-0.0.2-rhoai', layoutConfidence: 'named' });
  expect(verdict.target.layoutEvidence.join()).not.toContain('against it');
  expect(guide.verdict.target.layoutEvidence.join()).toContain('against it: this looks like guide (certain)');
});
