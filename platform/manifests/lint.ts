import { z } from 'zod';
import type { Layout } from '../../layouts/layout.ts';
import { REMOVED_ARGUMENTS } from '../../layouts/removed-arguments.ts';
import { Pod } from '../cluster/kinds/core.ts';
import { RateLimitPolicy, TokenRateLimitPolicy } from '../cluster/kinds/kuadrant.ts';
import { coverageProblems } from '../limits/lint.ts';
import { limitsOfPolicy } from '../limits/policies.ts';
import { isPinned } from '../models/image-reference.ts';
import { argumentReport } from '../models/server-arguments.ts';
import { readTierMapping } from '../tiers/mapping.ts';

const Container = z.looseObject({ name: z.string(), image: z.string().optional() });
const Containers = z.looseObject({
  containers: z.array(Container).default([]),
  initContainers: z.array(Container).default([]),
});
const Manifest = z.looseObject({
  kind: z.string(),
  metadata: z.looseObject({ name: z.string(), namespace: z.string().optional() }),
  spec: z.looseObject({}).optional().catch(undefined),
  data: z.record(z.string(), z.string()).optional().catch(undefined),
});
type Manifest = z.infer<typeof Manifest>;

/** Where each kind has its containers. */
const POD_OF: Record<string, readonly string[]> = {
  LLMInferenceService: ['template'],
  InferenceService: ['predictor'],
  ServingRuntime: [],
  ClusterServingRuntime: [],
  Deployment: ['template', 'spec'],
  Pod: [],
};

/** Mistakes in an object, each as a sentence, by what the checks of a cluster say of it; none of what is no such object. */
export function manifestProblems(document: unknown, layout: Layout): string[] {
  const manifest = Manifest.safeParse(document).data;
  if (manifest === undefined) return [];
  const problems = [...containerProblems(manifest), ...tierProblems(manifest, layout), ...limitProblems(manifest)];
  return problems.map((problem) => `${manifest.kind} ${manifest.metadata.name}: ${problem}`);
}

function containerProblems({ kind, metadata, spec }: Manifest): string[] {
  const path = POD_OF[kind];
  if (path === undefined) return [];
  const found = Containers.safeParse(path.reduce<unknown>(within, spec)).data;
  if (found === undefined) return [];
  const all = [...found.initContainers, ...found.containers];
  const loose = all.flatMap(({ image }) => (image === undefined || isPinned(image) ? [] : [image]));
  // Nobody knows whether it would start: what is known of its version decides, as for a pod that is ready.
  const conditions = [{ type: 'Ready', status: 'True' }];
  const pod = Pod.schema.safeParse({ metadata, spec: found, status: { phase: 'Running', conditions } }).data;
  const model = { kind: 'LLMInferenceService' as const, namespace: '', name: metadata.name, object: { metadata } };
  const { problems } =
    pod === undefined ? { problems: [] } : argumentReport([{ model, pods: [pod] }], REMOVED_ARGUMENTS);
  return [
    ...loose.map((image) => `image ${image} is not pinned: give it a version`),
    // The object is named already.
    ...problems.map((problem) => problem.replace(`/${metadata.name}, `, '')),
  ];
}

const within = (value: unknown, key: string): unknown => z.looseObject({}).safeParse(value).data?.[key];

function tierProblems({ kind, metadata, data }: Manifest, layout: Layout): string[] {
  if (kind !== 'ConfigMap' || metadata.name !== layout.tiers.configMap) return [];
  return readTierMapping(data, layout.tiers).problems;
}

/** Of the limits of one policy: those that hide each other. Which tiers there are, a file does not tell. */
function limitProblems(manifest: Manifest): string[] {
  const kind = [RateLimitPolicy, TokenRateLimitPolicy].find((one) => one.kind === manifest.kind);
  const policy = kind?.schema.safeParse(manifest).data;
  if (policy === undefined) return [];
  const entries = limitsOfPolicy(policy);
  const tiers = [...new Set(entries.flatMap((entry) => entry.tiers))];
  return coverageProblems(entries, tiers);
}
