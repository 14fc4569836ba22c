import { createHash } from 'node:crypto';
import type { KubeObject } from '../object.ts';
import type { InstallationName, World } from '../world.ts';
import { exposeGpu } from './gpu-exporter.ts';
import { GPU_MODEL, GPU_SELECTOR, gpuServer, offerGpu } from './gpu-model.ts';

/** Checks that apply only where there is a GPU, or a Qwen: without one they are not applicable, with a healthy one they pass. */
export const JUDGED_WITH_QWEN = [
  'prereq.gpu-nodes',
  'models.gpu-scheduled',
  'inference.qwen-answers',
  'inference.qwen-thinking',
  'inference.qwen-deterministic',
  'inference.qwen-on-gpu',
] as const;

const NODE = { name: 'worker-1.sandbox.example', address: '192.0.2.21' };
const POD_ADDRESS = '10.129.2.90';
const SERVICE_ADDRESS = '172.30.20.199';
const WEIGHTS = 'Qwen/Qwen3-0.6B';

/** The model whose objects Qwen's are made from, as texts name it. */
const PATTERN: Record<InstallationName, RegExp> = {
  guide: /facebook-opt-125m(?!-simulated)/g,
  'maas-0.0.2': /facebook-opt-125m-simulated/g,
};
/** Kinds that belong to one model. Those that the guide's models share are edited instead. */
const OWN_KINDS: Record<InstallationName, string[]> = {
  guide: ['InferenceService', 'Deployment', 'ReplicaSet', 'Pod', 'Service', 'EndpointSlice'],
  'maas-0.0.2': [
    'LLMInferenceService',
    'Deployment',
    'ReplicaSet',
    'Pod',
    'Service',
    'EndpointSlice',
    'DestinationRule',
    'HTTPRoute',
    'Role',
    'RoleBinding',
    'AuthConfig',
  ],
};

/** Deploys the guide's Qwen3 on a node with a GPU, served to every tier, and the exporter of the GPU's metrics. Once. */
export function deployQwen(world: World): void {
  const { installation, objects } = world;
  const kind = installation === 'guide' ? 'InferenceService' : 'LLMInferenceService';
  const name = GPU_MODEL[installation];
  if (objects.find({ kind, name, namespace: 'llm' }) !== undefined) return;
  offerGpu(world, NODE.name, { labelled: true });
  for (const object of OWN_KINDS[installation].flatMap((own) => objects.all(own))) {
    // Bundled: a name within a name is that of another object, so texts are compared as a whole.
    const text = JSON.stringify(object);
    if (text.search(PATTERN[installation]) !== -1) objects.put(asQwen(text, installation));
  }
  if (installation === 'guide') route(world, name);
  else attachRoute(world);
  const pod = objects.all('Pod', 'llm').find(({ status }) => status?.podIP === POD_ADDRESS);
  if (pod === undefined) throw new Error('Qwen has no pod: the model that it is made from had none');
  exposeGpu(world, { resource: name, pod, node: NODE });
}

/** An object of the other model as Qwen's own. */
function asQwen(text: string, installation: InstallationName): KubeObject {
  const object: KubeObject = JSON.parse(
    text
      .replaceAll(PATTERN[installation], GPU_MODEL[installation])
      .replaceAll('facebook/opt-125m', WEIGHTS)
      .replaceAll(/"10\.1\d\d\.\d+\.\d+"/g, `"${POD_ADDRESS}"`)
      .replaceAll(/"172\.30\.\d+\.\d+"/g, `"${SERVICE_ADDRESS}"`),
  );
  delete object.metadata.uid;
  delete object.metadata.resourceVersion;
  if (object.kind === 'AuthConfig') renameAuthConfig(object);
  const { spec = {} } = object;
  if (object.kind === 'InferenceService') {
    const { args, resources } = gpuServer('kserve-container', installation);
    Object.assign(spec.predictor.model, { args, resources });
    spec.predictor.nodeSelector = GPU_SELECTOR;
  }
  const template = spec.template?.spec ?? spec.template ?? spec;
  if (Array.isArray(template.containers)) onGpu(template, installation);
  if (object.kind === 'Pod') place(object);
  return object;
}

/** Kuadrant names it by a hash of its rule's path. */
function renameAuthConfig(object: KubeObject): void {
  const before = object.metadata.name;
  const path = object.metadata.annotations?.['kuadrant.io/httprouterule'] ?? '';
  const name = createHash('sha256').update(path).digest('hex');
  Object.assign(object, JSON.parse(JSON.stringify(object).replaceAll(before, name)));
}

interface PodSpec {
  containers: { name: string; args?: string[]; [field: string]: unknown }[];
  nodeSelector?: object;
  tolerations?: object[];
}

function onGpu(spec: PodSpec, installation: InstallationName): void {
  const name = installation === 'guide' ? 'kserve-container' : 'main';
  const container = spec.containers.find((one) => one.name === name);
  if (container === undefined) return;
  const { args, ...server } = gpuServer(name, installation);
  // What the gateway reaches it by stays as it is: its port and its certificate.
  const reached = (container.args ?? []).join('\0').match(/--(?:port|ssl-\w+)[=\0][^\0]+/g) ?? [];
  Object.assign(container, server, { args: [...args, ...reached.flatMap((one) => one.split('\0'))] });
  spec.nodeSelector = GPU_SELECTOR;
  spec.tolerations = [{ key: 'nvidia.com/gpu', operator: 'Exists', effect: 'NoSchedule' }];
}

function place({ spec, status }: KubeObject): void {
  spec.nodeName = NODE.name;
  status.hostIP = NODE.address;
  for (const own of status.containerStatuses ?? []) {
    const { image } = spec.containers.find(({ name }: { name: string }) => name === own.name);
    const [, digest = ''] = String(own.imageID).split('@');
    Object.assign(own, { image, imageID: `${image.slice(0, image.lastIndexOf(':'))}@${digest}` });
  }
}

/** The guide's models share a route, which goes by the name in the body, and the role of those who may use them. */
function route({ objects }: World, name: string): void {
  objects.edit({ kind: 'HTTPRoute', name: 'maas-models-route', namespace: 'maas' }, ({ spec }) => {
    const [rule] = spec.rules;
    spec.rules.unshift(JSON.parse(JSON.stringify(rule).replaceAll(PATTERN.guide, name)));
  });
  objects.edit({ kind: 'Role', name: 'model-access', namespace: 'llm' }, ({ rules }) => {
    rules[0].resourceNames.push(name);
  });
}

/** The model's own route is one more at every listener. */
function attachRoute({ objects }: World): void {
  const gateway = { kind: 'Gateway', name: 'maas-default-gateway', namespace: 'openshift-ingress' };
  objects.edit(gateway, ({ status }) => {
    for (const listener of status.listeners) listener.attachedRoutes += 1;
  });
}
