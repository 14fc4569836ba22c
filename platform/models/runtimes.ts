import {
  ClusterServingRuntime,
  InferenceService,
  type InferenceServiceObject,
  LLMInferenceServiceConfig,
  ModelRequest,
  ServingRuntime,
} from '../cluster/kinds/kserve.ts';
import type { ClusterReader } from '../cluster/reader.ts';
import { Violation } from '../outcome.ts';

interface Runtime {
  namespace?: string;
  name: string;
  formats: string[];
}

async function runtimes(cluster: Pick<ClusterReader, 'list'>): Promise<Runtime[]> {
  const found = [...(await cluster.list(ServingRuntime)), ...(await cluster.list(ClusterServingRuntime))];
  return found
    .filter(({ spec }) => spec?.disabled !== true)
    .map(({ metadata, spec }) => ({
      namespace: metadata.namespace,
      name: metadata.name,
      formats: (spec?.supportedModelFormats ?? []).map(({ name }) => name),
    }));
}

function missingRuntime(model: InferenceServiceObject, known: readonly Runtime[]): string | undefined {
  const wanted = ModelRequest.safeParse(model.spec).data?.predictor.model;
  // A predictor that brings its own containers needs no runtime.
  if (wanted === undefined) return undefined;
  const near = known.filter(({ namespace }) => namespace === undefined || namespace === model.metadata.namespace);
  const name = `${model.metadata.namespace ?? ''}/${model.metadata.name}`;
  if (wanted.runtime !== undefined) {
    const named = near.some((runtime) => runtime.name === wanted.runtime);
    return named ? undefined : `${name} names runtime ${wanted.runtime}, which does not exist or is disabled`;
  }
  const format = wanted.modelFormat.name;
  return near.some(({ formats }) => formats.includes(format))
    ? undefined
    : `no runtime serves ${name}’s format ${format}`;
}

/** What InferenceServices lack in runtimes, and the names of those there are. */
export async function runtimeReport(
  cluster: Pick<ClusterReader, 'list'>,
): Promise<{ problems: string[]; names: string[] }> {
  const known = await runtimes(cluster);
  if (known.length === 0) throw new Violation('there is no enabled ServingRuntime or ClusterServingRuntime');
  const models = await cluster.list(InferenceService);
  return {
    problems: models.map((model) => missingRuntime(model, known)).filter((problem) => problem !== undefined),
    names: known.map(({ name }) => name),
  };
}

/** Presets without which no LLMInferenceService becomes a workload and a route. */
const PRESETS = ['kserve-config-llm-template', 'kserve-config-llm-router-route'];

/** Which presets of LLMInferenceServices are missing from the controller's namespaces. */
export async function presetReport(
  cluster: Pick<ClusterReader, 'findIn'>,
  namespaces: readonly string[],
): Promise<{ problems: string[]; names: string[] }> {
  const found = await Promise.all(
    PRESETS.map(async (name) => ({ name, there: await cluster.findIn(LLMInferenceServiceConfig, name, namespaces) })),
  );
  const missing = found.filter(({ there }) => there === undefined).map(({ name }) => name);
  return {
    problems: missing.map((name) => `LLMInferenceServiceConfig ${name} is missing from ${namespaces.join(', ')}`),
    names: PRESETS.filter((name) => !missing.includes(name)),
  };
}
