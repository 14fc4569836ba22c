import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refusedReads } from '../../cli/target/missing-permissions.ts';
import type { InstallationName } from '../../sandbox/world.ts';
import { ABOUT_THE_CALLER, CHANGER, disrupterIn, READER, without } from './rights/profiles.ts';
import { type RunningRights, runningRights } from './rights/running-rights.ts';
import { temporaryFolder, verdictOf } from './verify.ts';

const CHANGES = '--allow-changes';
const DISRUPTION = '--allow-disruption';
/** Where Limitador and maas-api are. */
const STOPPED: Record<InstallationName, string[]> = {
  guide: ['limitador-system', 'maas'],
  'maas-0.0.2': ['kuadrant-system', 'opendatahub'],
};

interface Right {
  group: string;
  resource: string;
  verb: string;
  /** A check that needs it. */
  check: string;
  /** What the run is to name. */
  line: string;
  /** Where it is tried; the guide where absent. */
  installation?: InstallationName;
}

const everywhere = (check: string, verb: string, resource: string, subresource?: string): Right => ({
  group: '',
  resource: subresource === undefined ? resource : `${resource}/${subresource}`,
  verb,
  check,
  line: `oc auth can-i ${verb} ${resource}${subresource === undefined ? '' : ` --subresource=${subresource}`} --all-namespaces`,
});
const VOLUME = 'prereq.volume-binds';
const ACCOUNT = 'auth.foreign-service-account';

/** Each right of the changer; that to list claims is for the sweep, that to list events for the reason of what fails. */
const CHANGING: readonly Right[] = [
  everywhere(VOLUME, 'create', 'namespaces'),
  everywhere(VOLUME, 'delete', 'namespaces'),
  everywhere(VOLUME, 'create', 'persistentvolumeclaims'),
  everywhere(VOLUME, 'delete', 'persistentvolumeclaims'),
  everywhere(VOLUME, 'get', 'persistentvolumeclaims'),
  everywhere(VOLUME, 'create', 'pods'),
  everywhere(VOLUME, 'delete', 'pods'),
  everywhere(ACCOUNT, 'create', 'serviceaccounts'),
  everywhere(ACCOUNT, 'delete', 'serviceaccounts'),
  everywhere(ACCOUNT, 'create', 'serviceaccounts', 'token'),
  {
    group: 'serving.kserve.io',
    resource: 'inferenceservices',
    verb: 'create',
    check: 'kserve.accepts-objects',
    line: 'oc auth can-i create inferenceservices.serving.kserve.io -n default',
  },
  {
    group: 'serving.kserve.io',
    resource: 'llminferenceservices',
    verb: 'create',
    check: 'kserve.accepts-objects',
    line: 'oc auth can-i create llminferenceservices.serving.kserve.io -n default',
    installation: 'maas-0.0.2',
  },
];

/** What a run has left; tokens apart, which the guide knows no way to revoke. */
const objectsLeft = (stderr: string): string[] =>
  stderr.split('\n').filter((line) => line.includes('left behind') && !line.includes(' MaaS token'));

const DISRUPTING: readonly Right[] = [
  {
    group: 'apps',
    resource: 'deployments',
    verb: 'patch',
    check: 'limits.limiter-down',
    line: 'oc auth can-i patch deployments.apps/limitador -n limitador-system',
  },
  {
    group: '',
    resource: 'pods',
    verb: 'delete',
    check: 'limits.survive-restart',
    line: 'oc auth can-i delete pods -n limitador-system',
  },
  {
    group: '',
    resource: 'configmaps',
    verb: 'patch',
    check: 'limits.tier-follows-token',
    line: 'oc auth can-i patch configmaps/tier-to-group-mapping -n opendatahub',
    installation: 'maas-0.0.2',
  },
];

describe.each(['guide', 'maas-0.0.2'] as const)('in %s', (installation) => {
  let folder: string;
  let sandbox: RunningRights;
  beforeAll(async () => {
    folder = await temporaryFolder();
    sandbox = await runningRights(join(folder, 'sandbox'), installation);
  });
  afterAll(async () => {
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  });
  const runAs = (kubeconfig: string, ...flags: string[]) =>
    verdictOf([...sandbox.flags, '--kubeconfig', kubeconfig, '--layout', installation, ...flags]);

  test('who has the three roles may do all that a run with both flags does', async () => {
    const grants = [...READER, ...CHANGER, ...disrupterIn(STOPPED[installation])];
    const kubeconfig = await sandbox.caller('all-three', grants);

    const { verdict, stderr } = await runAs(kubeconfig, CHANGES, DISRUPTION);

    // The Secrets that the reader’s head names are granted by name, where they are.
    const refused = verdict.checks.flatMap(({ id, reason }) =>
      ABOUT_THE_CALLER.includes(id) ? [] : refusedReads([reason ?? '']).map((line) => `${id}: ${line}`),
    );
    expect(refused.filter((line) => !line.includes(' get secrets/'))).toEqual([]);
    expect(objectsLeft(stderr)).toEqual([]);
    const passed = verdict.checks.filter((check) => check.verdict === 'pass').map(({ id }) => id);
    const using = [...CHANGING, ...DISRUPTING]
      .filter((right) => right.installation === undefined || right.installation === installation)
      .map(({ check }) => check);
    expect(using.filter((id) => !passed.includes(id))).toEqual([]);
  });

  const rights = [
    ...CHANGING.map((right) => ({ ...right, flag: CHANGES })),
    // Who stops things needs no right to make some, but for the check that does both.
    ...DISRUPTING.map((right) => ({ ...right, flag: DISRUPTION })),
  ].filter((right) => (right.installation ?? 'guide') === installation);
  test.each(rights)('without the right to $verb $resource a run names it: $line', async (right) => {
    const { group, resource, verb, check, line, flag } = right;
    const disrupter = disrupterIn(STOPPED[installation]);
    const less = without(flag === CHANGES ? CHANGER : disrupter, group, resource, verb);
    const makes = flag === DISRUPTION && check === 'limits.tier-follows-token';
    const name = `without-${verb}-${resource.replace('/', '-')}-${flag.slice(2)}`;
    const kubeconfig = await sandbox.caller(name, [...READER, ...(makes ? CHANGER : []), ...less]);

    const { verdict, stderr } = await runAs(kubeconfig, ...(makes ? [CHANGES, DISRUPTION] : [flag]), '--check', check);

    const [judged] = verdict.checks.filter(({ id }) => id === check);
    expect(judged?.verdict, judged?.observed).toBe('inconclusive');
    expect(refusedReads([judged?.reason ?? ''])).toEqual([line]);
    expect(verdict.target.permissions.missing).toContain(line);
    expect(objectsLeft(stderr)).toEqual([]);
  });
});

test('each right that the roles give is tried', () => {
  const granted = [...CHANGER, ...disrupterIn(['limitador-system'])].flatMap(({ rules }) =>
    rules.flatMap(({ verbs, resources = [] }) => resources.flatMap((one) => verbs.map((verb) => `${verb} ${one}`))),
  );
  const tried = [...CHANGING, ...DISRUPTING].map(({ verb, resource }) => `${verb} ${resource}`);
  /** The sweep lists; what a claim waits for is told by events. */
  const others = ['list persistentvolumeclaims', 'list events'];
  expect([...tried, ...others].sort()).toEqual(granted.sort());
});
