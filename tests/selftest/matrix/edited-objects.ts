import type { Fault } from '../../../sandbox/fault.ts';
import type { KubeObject, ObjectRef } from '../../../sandbox/object.ts';
import { healthyWorld } from '../../../sandbox/sandbox.ts';
import type { InstallationName, World } from '../../../sandbox/world.ts';

/** All versions of an operator are one subject: `name.v1.2.3` is one of them. */
const VERSION = /\.v\d.*$/;
const nameOf = ({ kind, namespace, name }: ObjectRef): string =>
  `${kind} ${namespace ?? ''}/${kind === 'ClusterServiceVersion' ? name.replace(VERSION, '') : name}`;
const refOf = ({ kind, metadata }: KubeObject): ObjectRef => ({ kind, ...metadata });

/** Which objects each fault edits, found by applying it to a store that only takes note. */
export async function editedObjects(
  faults: Fault[],
  installation: InstallationName,
): Promise<Map<string, Set<string>>> {
  const world = await healthyWorld({ installation, realWindows: false });
  const edited = new Map<string, Set<string>>();
  for (const fault of faults) {
    const names = new Set<string>();
    await fault.apply(noting(world, names));
    edited.set(fault.name, names);
  }
  return edited;
}

function noting(world: World, names: Set<string>): World {
  const note = (ref: ObjectRef): void => {
    names.add(nameOf(ref));
  };
  const objects = Object.create(world.objects, {
    edit: {
      value: (ref: ObjectRef, change: (object: KubeObject) => void) => {
        const object = world.objects.find(ref);
        if (object === undefined) throw new Error(`no ${nameOf(ref)} to edit`);
        note(ref);
        change(structuredClone(object));
      },
    },
    put: {
      value: (object: KubeObject) => {
        note(refOf(object));
        return object;
      },
    },
    remove: { value: note },
  });
  return {
    ...world,
    objects,
    behaviour: structuredClone(world.behaviour),
    tools: new Map(world.tools),
    certificates: { ...world.certificates },
  };
}
