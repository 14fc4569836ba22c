import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drift, SUBJECTS } from '../../../layouts/drift.ts';
import { guide } from '../../../layouts/guide.ts';
import type { Layout } from '../../../layouts/layout.ts';
import { LAYOUTS } from '../../../layouts/layouts.ts';
import type { Observation } from '../../../layouts/observation.ts';
import { asGuide, asKustomize, asOdh, asRhoai, nothingThere } from './seen.ts';

const layout = (name: string): Layout => LAYOUTS.get(name) ?? guide;
const odh = layout('maas-0.0.2-odh');
const subjects = (rows: readonly { subject: string }[]): string[] => rows.map(({ subject }) => subject);
const row = (rows: ReturnType<typeof drift>, subject: string) =>
  rows.find((candidate) => candidate.subject === subject);

test('an installation that is the guide’s to the letter differs only in what the guide itself has wrong', () => {
  const rows = drift(asGuide, guide).filter(({ unread }) => unread !== true);

  expect(subjects(rows)).toEqual(['what “LWS” is', 'type of the initialization', 'dashboards']);
});

test('where release and guide differ it is told, also where the cluster is as the release, with the consequence', () => {
  const rows = drift(asOdh, odh);

  expect(row(rows, 'key of the tier mapping')).toEqual({
    subject: 'key of the tier mapping',
    guide: 'mapping.yaml',
    release: 'tiers',
    observed: 'tiers',
    consequence: 'tiers that are written under the guide’s key are not read',
    asReleased: true,
  });
  expect(row(rows, 'namespace of maas-api')).toMatchObject({
    guide: 'maas',
    release: 'opendatahub',
    observed: 'opendatahub',
  });
});

test('a flavour is compared with itself', () => {
  const namespace = (observation: Observation, name: string) =>
    row(drift(observation, layout(name)), 'namespace of maas-api');

  expect(namespace(asRhoai, 'maas-0.0.2-rhoai')).toMatchObject({ release: 'redhat-ods-applications' });
  expect(namespace(asKustomize, 'maas-0.0.2-kustomize')).toMatchObject({ release: 'maas-api', observed: 'maas-api' });
  expect(namespace(asRhoai, 'maas-0.0.2-odh')).toMatchObject({
    release: 'opendatahub',
    observed: 'redhat-ods-applications',
  });
});

test('what could not be read says why, by the fields that it would be read in', () => {
  const { deployments: _, ...rest } = asOdh;
  const why = 'missing permission: oc auth can-i list deployments.apps -n maas';
  const rows = drift({ ...rest, unread: { deployments: [why, 'another'] } }, odh);

  expect(row(rows, 'namespace of the limiter')).toMatchObject({
    observed: `could not be read: ${why}, and 1 more`,
    unread: true,
  });
  expect(row(rows, 'key of the tier mapping')?.unread).toBeUndefined();
});

test('a short window is a difference, except where windows are short on purpose', () => {
  const limits = { free: '5 per 6s', premium: '20 per 6s', enterprise: '50 per 6s' };
  const short: Observation = {
    ...asGuide,
    requestLimits: { free: '10 per 6s', premium: '100 per 6s', enterprise: '1000 per 20s' },
  };

  expect(row(drift(short, guide), 'request limits')?.observed).toBe(
    'enterprise 1000 per 20s, free 10 per 6s, premium 100 per 6s',
  );
  expect(row(drift(short, guide, { shortWindows: true }), 'request limits')).toBeUndefined();
  expect(
    row(drift({ ...asGuide, requestLimits: limits }, guide, { shortWindows: true }), 'request limits'),
  ).toBeDefined();
});

test('a version below the least is a drift, one above is none', () => {
  const version = (openshift: string) => row(drift({ ...asOdh, openshift }, odh), 'version of OpenShift');

  expect(version('4.21.0')).toBeUndefined();
  expect(version('4.19.8')).toMatchObject({ release: 'OpenShift 4.19.9 or later', observed: 'OpenShift 4.19.8' });
  expect(version('4.9.30')?.observed).toBe('OpenShift 4.9.30');
});

test('subscriptions are compared with every channel and namespace of the layout', () => {
  const subscription = { package: 'opendatahub-operator', namespace: 'odh-operator', channel: 'fast-3' };
  const seen = (change: object) =>
    row(
      drift({ ...asOdh, subscriptions: [{ ...subscription, ...change }] }, odh),
      'subscription to Open Data Hub or OpenShift AI',
    );

  expect(seen({})?.observed).toBe('opendatahub-operator (fast-3) in odh-operator');
  expect(seen({ channel: 'nightly' })?.observed).toBe('opendatahub-operator (nightly) in odh-operator');
});

test('every subject has a name of its own, and a consequence of one sentence', () => {
  const names = subjects(SUBJECTS);

  expect(names.length).toBeGreaterThan(40);
  expect(new Set(names).size).toBe(names.length);
  for (const { subject, consequence } of SUBJECTS) {
    expect(consequence.length, subject).toBeGreaterThan(20);
    expect(consequence, subject).not.toMatch(/\.$/);
  }
});

test('with nothing there every subject is judged, and none is taken as read that was not', () => {
  expect(drift(nothingThere, odh).every(({ observed }) => observed !== '')).toBe(true);
  const blind = drift({}, odh);
  expect(blind.length).toBe(SUBJECTS.length);
  expect(blind.every(({ unread, observed }) => unread === true && observed.startsWith('could not be read'))).toBe(true);
});

test('whatever part of an installation is seen: a row tells a difference or what was not read, never both', () => {
  const fields = fc.subarray(Object.keys(asOdh));
  const whole = fc.constantFrom(asGuide, asOdh, asRhoai, asKustomize);
  const layouts = fc.constantFrom(...LAYOUTS.values());
  fc.assert(
    fc.property(whole, fields, layouts, (observation, kept, against) => {
      const part: Observation = Object.fromEntries(Object.entries(observation).filter(([key]) => kept.includes(key)));
      for (const { unread, observed, guide: promise, release } of drift(part, against)) {
        expect(observed.startsWith('could not be read')).toBe(unread === true);
        expect(promise === release && release === observed).toBe(false);
      }
    }),
  );
});
