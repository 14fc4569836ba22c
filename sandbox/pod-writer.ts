import type { KubeObject } from './object.ts';
import type { World } from './world.ts';

/** Which pod writes: the pod of a resource in a namespace, or the first whose name starts with `prefix`. */
export interface PodChoice {
  namespace?: string;
  prefix: string;
}

/** Containers that serve, by name; a pod's first one where it has none of these. */
const SERVING_CONTAINERS = ['kserve-container', 'main', 'istio-proxy'];

/** A label decides before a name does: names of models may begin alike. */
function choose(pods: KubeObject[], prefix: string): KubeObject | undefined {
  return (
    pods.find(({ metadata }) => Object.values(metadata.labels ?? {}).includes(prefix)) ??
    pods.find(({ metadata }) => metadata.name.startsWith(`${prefix}-`))
  );
}

/** Answers what appends a line to a pod's log. The pod is looked up for each line; without one the line is lost. */
export function podWriter(world: World, { namespace, prefix }: PodChoice): (line: string) => void {
  return (line) => {
    const pod = choose(world.objects.all('Pod', namespace), prefix);
    if (pod?.metadata.namespace === undefined) return;
    const containers: { name: string }[] = pod['spec']?.containers ?? [];
    const serving = containers.find(({ name }) => SERVING_CONTAINERS.includes(name)) ?? containers[0];
    if (serving === undefined) return;
    world.logs.append({ namespace: pod.metadata.namespace, pod: pod.metadata.name, container: serving.name }, line);
  };
}
