import { healthy } from '../../sandbox/behaviour.ts';
import { issueCertificates } from '../../sandbox/certificates.ts';
import { objectStore } from '../../sandbox/kube/object-store.ts';
import { type KubeServer, startKube } from '../../sandbox/kube/server.ts';
import { installationFiles, readObjects } from '../../sandbox/kube/store.ts';
import type { KubeObject } from '../../sandbox/object.ts';
import { people } from '../../sandbox/people.ts';
import { podLogs } from '../../sandbox/pod-logs.ts';
import { tokenAuthority } from '../../sandbox/tokens/signed-tokens.ts';
import type { World } from '../../sandbox/world.ts';

export interface RunningKube extends KubeServer {
  world: World;
  /** The OpenShift token of a person of the sandbox. */
  tokenOf(name: string): string;
}

/** The objects that every installation has; its RBAC is among them. */
const COMMON = installationFiles('common')
  .filter((file) => file.includes('rbac.authorization.k8s.io') || file.includes('/core/namespaces'))
  .flatMap(readObjects);

/** Kubernetes' API alone, with the given objects and no installation; `prepare` turns its switches before it starts. */
export async function runningKube(
  objects: KubeObject[] = [],
  prepare: (world: World) => void = () => undefined,
): Promise<RunningKube> {
  const store = objectStore(structuredClone([...COMMON, ...objects]));
  const everyone = people('guide');
  const world: World = {
    installation: 'guide',
    objects: store,
    behaviour: healthy(),
    people: everyone,
    tokens: await tokenAuthority(everyone, store),
    logs: podLogs(),
    tools: new Map(),
    registries: new Map(),
    realWindows: false,
    certificates: await issueCertificates(store, 'guide'),
  };
  prepare(world);
  const server = await startKube(world, { port: 0 });
  const tokenOf = (name: string): string => {
    const person = everyone.find((candidate) => candidate.name === name);
    if (person === undefined) throw new RangeError(`nobody is called ${name}`);
    return person.openshiftToken;
  };
  return { ...server, world, tokenOf };
}
