import { z } from 'zod';
import type { CatalogueModel } from '../maas-api/catalogue.ts';
import { INSTANCE } from '../maas-api/tiers.ts';
import type { Mode, Software } from '../model/generate.ts';
import { type Model, model } from '../model/model.ts';
import { qwenMind } from '../model/qwen.ts';
import type { Latency, Timing } from '../model/timing.ts';
import type { KubeObject } from '../object.ts';
import { podWriter } from '../pod-writer.ts';
import type { World } from '../world.ts';

/** A model that the gateway can route to. */
export interface ServedModel extends CatalogueModel {
  /** Tiers that may use it; undefined: all of them. */
  tiers?: string[];
  server: Model;
}

const TIERS_ANNOTATION = 'alpha.maas.opendatahub.io/tiers';
const HOST = 'maas.apps.sandbox.example';
const Status = z.looseObject({
  url: z.string().optional(),
  conditions: z.array(z.looseObject({ type: z.string(), status: z.string() })).default([]),
});
const Tiers = z.array(z.string());

/** `["premium"]`: those; `[]`: all; missing or unreadable: none in maas-0.0.2, all in the guide, which has no such annotation. */
function allowedTiers(world: World, object: KubeObject): string[] | undefined {
  const annotation = object.metadata.annotations?.[TIERS_ANNOTATION];
  if (annotation === undefined) return world.installation === 'guide' ? undefined : [];
  try {
    const named = Tiers.parse(JSON.parse(annotation));
    return named.length === 0 ? undefined : named;
  } catch {
    return [];
  }
}

/** Whether an LLMInferenceService is attached to the MaaS gateway; an InferenceService always is. */
function attached(object: KubeObject): boolean {
  if (object.kind === 'InferenceService') return true;
  const refs: { name?: string }[] = object['spec']?.router?.gateway?.refs ?? [];
  return refs.some(({ name }) => name === INSTANCE);
}

const argument = (object: KubeObject, pattern: RegExp): string | undefined =>
  pattern.exec(JSON.stringify(object['spec'] ?? {}))?.[1];

function servedName(object: KubeObject): string {
  const named: unknown = object['spec']?.model?.name;
  if (typeof named === 'string') return named;
  return argument(object, /--served-model-name(?:=|"\s*,\s*")([^",\s]+)/) ?? object.metadata.name;
}

function modeOf(object: KubeObject): Mode {
  return argument(object, /--mode(?:=|"\s*,\s*")(echo|random)/) === 'random' ? 'random' : 'echo';
}

/** What a model holds whose command line does not say. */
const USUAL_CONTEXT = 1024;

const contextTokens = (object: KubeObject): number =>
  Number(argument(object, /--max-model-len(?:=|"\s*,\s*")(\d+)/) ?? USUAL_CONTEXT);

const isQwen = (object: KubeObject): boolean => /qwen/i.test(object.metadata.name);

/** The latencies that a simulator's arguments name, in milliseconds. */
function timingOf(object: KubeObject): Timing | undefined {
  const ms = (name: string): number => Number(argument(object, new RegExp(`--${name}(?:=|"\\s*,\\s*")(\\d+)`)) ?? 0);
  const latency = (name: string): Latency => ({ mean: ms(name), deviation: ms(`${name}-std-dev`) });
  const timing = { firstToken: latency('time-to-first-token'), betweenTokens: latency('inter-token-latency') };
  return timing.firstToken.mean + timing.betweenTokens.mean === 0 ? undefined : timing;
}

/** llm-d's simulator is told by its image or, in an InferenceService, by the runtime that has it. */
function softwareOf(object: KubeObject): Software {
  return argument(object, /(inference-sim|"runtime":"simulator)/) === undefined ? 'vllm' : 'simulator';
}

/** The models as the cluster's objects are now; each keeps its server as long as the sandbox runs. */
export function servedModels(world: World): () => ServedModel[] {
  const kind = world.installation === 'guide' ? 'InferenceService' : 'LLMInferenceService';
  const servers = new Map<string, Model>();
  const serverOf = (object: KubeObject): Model => {
    const { name: resource, namespace } = object.metadata;
    const key = `${namespace}/${resource}`;
    const known = servers.get(key);
    if (known !== undefined) return known;
    const log = podWriter(world, { namespace, prefix: resource });
    const server = model(world, {
      resource,
      servedName: servedName(object),
      mode: modeOf(object),
      software: softwareOf(object),
      contextTokens: contextTokens(object),
      ...(isQwen(object) && qwenMind(world)),
      log,
      timing: timingOf(object),
    });
    servers.set(key, server);
    return server;
  };
  const read = (): ServedModel[] =>
    world.objects
      .all(kind)
      .filter(attached)
      .map((object) => {
        const { name: resource, namespace = '', creationTimestamp } = object.metadata;
        const status = Status.safeParse(object['status'] ?? {}).data;
        const ready = status?.conditions.some((condition) => condition.type === 'Ready' && condition.status === 'True');
        return {
          namespace,
          resource,
          servedName: servedName(object),
          url: status?.url ?? `https://${HOST}/${namespace}/${resource}`,
          created: Math.floor(Date.parse(creationTimestamp ?? '') / 1000) || 0,
          ready: ready ?? false,
          tiers: allowedTiers(world, object),
          server: serverOf(object),
        };
      });
  read();
  return read;
}
