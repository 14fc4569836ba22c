import { healthy } from '../../../../sandbox/behaviour.ts';
import { shortenCaches } from '../../../../sandbox/caches.ts';
import { issueCertificates } from '../../../../sandbox/certificates.ts';
import { objectStore } from '../../../../sandbox/kube/object-store.ts';
import { installationFiles, readObjects } from '../../../../sandbox/kube/store.ts';
import type { KubeObject } from '../../../../sandbox/object.ts';
import { people } from '../../../../sandbox/people.ts';
import { podLogs } from '../../../../sandbox/pod-logs.ts';
import { tokenAuthority } from '../../../../sandbox/tokens/signed-tokens.ts';
import { shortenWindows } from '../../../../sandbox/windows.ts';
import type { InstallationName, World } from '../../../../sandbox/world.ts';

const files = new Map<InstallationName, KubeObject[]>();

/** The objects of an installation, read once: its files are many. */
function objectsOf(installation: InstallationName): KubeObject[] {
  const known = files.get(installation) ?? ['common', installation].flatMap(installationFiles).flatMap(readObjects);
  files.set(installation, known);
  return structuredClone(known);
}

/** A sandbox's world without its Kubernetes API and Prometheus. */
export async function worldOf(installation: InstallationName): Promise<World> {
  const objects = objectStore(objectsOf(installation));
  shortenWindows(objects);
  shortenCaches(objects);
  const everyone = people(installation);
  return {
    installation,
    objects,
    behaviour: healthy(),
    people: everyone,
    tokens: await tokenAuthority(everyone, objects, { leewaySeconds: 0 }),
    logs: podLogs(),
    tools: new Map(),
    registries: new Map(),
    realWindows: false,
    certificates: await issueCertificates(objects, installation),
  };
}
