import type { KubeObject } from '../object.ts';
import type { World } from '../world.ts';

const SIMULATOR = /inference-sim|"runtime":"simulator/;
const KINDS = ['InferenceService', 'LLMInferenceService', 'Deployment', 'ReplicaSet', 'Pod'];

type Container = { image?: string; args?: string[] };

/** Where an object has the arguments of a simulator. */
function argumentLists(object: KubeObject): { args?: string[] }[] {
  const { spec } = object;
  const containers: Container[] =
    spec?.containers ?? spec?.template?.spec?.containers ?? spec?.template?.containers ?? [];
  const own = containers.filter(({ image = '' }) => SIMULATOR.test(image));
  return spec?.predictor?.model === undefined ? own : [spec.predictor.model];
}

/** Gives arguments to every simulator, `--name=value` each, in place of those of the same name that it had. */
export function setSimulatorArguments(world: World, given: Record<string, string>): void {
  const names = Object.keys(given).map((name) => `--${name}`);
  const isOld = (argument: string): boolean => names.includes(argument.split('=')[0] ?? '');
  for (const object of KINDS.flatMap((kind) => world.objects.all(kind, 'llm'))) {
    if (!SIMULATOR.test(JSON.stringify(object['spec'] ?? {}))) continue;
    const { kind, apiVersion, metadata } = object;
    world.objects.edit({ kind, apiVersion, namespace: metadata.namespace, name: metadata.name }, (edited) => {
      for (const list of argumentLists(edited)) {
        const kept = (list.args ?? []).filter(
          (argument, at, all) => !isOld(argument) && !names.includes(all[at - 1] ?? ''),
        );
        list.args = [...kept, ...Object.entries(given).map(([name, value]) => `--${name}=${value}`)];
      }
    });
  }
}
