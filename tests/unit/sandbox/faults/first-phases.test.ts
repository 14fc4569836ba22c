import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { healthy } from '../../../../sandbox/behaviour.ts';
import { issueCertificates } from '../../../../sandbox/certificates.ts';
import type { Fault } from '../../../../sandbox/fault.ts';
import { faultNames, loadFault } from '../../../../sandbox/faults.ts';
import { objectStore, type WatchableStore } from '../../../../sandbox/kube/object-store.ts';
import { installationFiles, readObjects } from '../../../../sandbox/kube/store.ts';
import { people } from '../../../../sandbox/people.ts';
import { podLogs } from '../../../../sandbox/pod-logs.ts';
import { writePullSecret } from '../../../../sandbox/pull-secret.ts';
import { tokenAuthority } from '../../../../sandbox/tokens/signed-tokens.ts';
import { installationTools } from '../../../../sandbox/tools.ts';
import { INSTALLATIONS, type InstallationName, type World } from '../../../../sandbox/world.ts';

const SUITES = new URL('../../../../suites/', import.meta.url);
const FOLDERS = [
  '01-prerequisites',
  '02-operators',
  '03-service-mesh',
  '04-knative',
  '05-kserve',
  '06-maas',
  '07-models',
];
const OURS = /^(prereq|operators|mesh|knative|kserve|maas|models)\./;

/** The checks of the first phases, by id, with the faults that they say they catch. */
function declared(): Map<string, string[]> {
  return new Map(
    FOLDERS.flatMap((folder) =>
      readdirSync(new URL(`${folder}/`, SUITES)).map((file): [string, string[]] => {
        const text = readFileSync(new URL(`${folder}/${file}`, SUITES), 'utf8');
        const id = /\bid: '([^']+)'/.exec(text)?.[1] ?? `${folder}/${file} without an id`;
        const catches = /\bcatches: \[([^\]]*)\]/.exec(text)?.[1] ?? '';
        return [id, [...catches.matchAll(/'([^']+)'/g)].map(([, name]) => name ?? '')];
      }),
    ),
  );
}

const checks = declared();
const faults = new Map<string, Fault>();

beforeAll(async () => {
  for (const name of faultNames()) faults.set(name, await loadFault(name));
});

/** A healthy installation. Reading it takes longer than copying it, so its objects are read once. */
async function healthyInstallation(installation: InstallationName): Promise<() => World & { objects: WatchableStore }> {
  const read = ['common', installation].flatMap(installationFiles).flatMap(readObjects);
  const everyone = people(installation);
  const first = objectStore(structuredClone(read));
  writePullSecret(first);
  const certificates = await issueCertificates(first, installation);
  const tokens = await tokenAuthority(everyone, first);
  const objects = [...read, ...first.all('Secret')];
  return () => ({
    installation,
    objects: objectStore(structuredClone(objects)),
    behaviour: healthy(),
    people: everyone,
    tokens,
    logs: podLogs(),
    tools: installationTools(),
    registries: new Map(),
    realWindows: false,
    certificates: { ...certificates },
  });
}

test('every check of the first phases names faults that exist and name it', () => {
  expect(checks.size).toBeGreaterThan(30);
  const broken = [...checks].flatMap(([id, names]) => {
    if (names.length === 0) return [`${id} catches nothing`];
    return names.filter((name) => !faults.get(name)?.noticedBy.includes(id)).map((name) => `${id} names ${name}`);
  });

  expect(broken).toEqual([]);
});

test('every fault that names a check of the first phases is caught by it, and names only checks that exist', () => {
  const broken = [...faults.values()].flatMap((fault) =>
    fault.noticedBy
      .filter((id) => OURS.test(id) && !checks.get(id)?.includes(fault.name))
      .map((id) => `${fault.name}: ${id}`),
  );

  expect(broken).toEqual([]);
});

test('every fault of the first phases can be made in each of its installations, and changes something', async () => {
  const own = [...faults.values()].filter((fault) => fault.noticedBy.every((id) => OURS.test(id)));
  expect(own.length).toBeGreaterThan(40);

  for (const installation of INSTALLATIONS) {
    const world = await healthyInstallation(installation);
    for (const fault of own.filter(({ installations }) => installations?.includes(installation) ?? true)) {
      const made = world();
      const before = made.objects.resourceVersion();
      const certificate = made.certificates.gateway;
      fault.apply(made);
      const changed =
        made.objects.changesAfter(before)?.length !== 0 ||
        made.certificates.gateway !== certificate ||
        JSON.stringify(made.behaviour) !== JSON.stringify(healthy()) ||
        JSON.stringify([...made.tools]) !== JSON.stringify([...installationTools()]);
      expect(changed, `${fault.name} in ${installation}`).toBe(true);
    }
  }
});
