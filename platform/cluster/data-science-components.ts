import { z } from 'zod';
import { type ConditionReading, readCondition, readConditions } from './conditions.ts';
import { absentOr, Text } from './kinds/base.ts';
import type { DataScienceClusterObject } from './kinds/knative.ts';

/** What the operators take a component for that the DataScienceCluster does not mention. */
const UNMENTIONED = 'Removed';

/** Names that version v2 gave to components of v1. Components that v2 dropped (codeflare, modelmeshserving) are Removed. */
const RENAMED: Readonly<Record<string, string>> = { datasciencepipelines: 'aipipelines' };

/** The management state of a component, by its name in either version of the DataScienceCluster. */
export function managementState({ spec }: DataScienceClusterObject, component: string): string {
  const components = spec?.components ?? {};
  const found = components[component] ?? components[RENAMED[component] ?? ''];
  return found?.managementState ?? UNMENTIONED;
}

/** Components whose state is another than asked for, each as a sentence. */
export function stateDifferences(dsc: DataScienceClusterObject, asked: Readonly<Record<string, string>>): string[] {
  return Object.entries(asked).flatMap(([name, state]) => {
    const is = managementState(dsc, name);
    return is === state ? [] : [`${name} is ${is}, asked for ${state}`];
  });
}

const Serving = z.looseObject({
  kserve: absentOr(z.looseObject({ serving: absentOr(z.looseObject({ managementState: Text })) })),
});

/** The state of KServe’s Knative Serving; version v1 takes one that is not mentioned for Managed. */
export function knativeState({ spec }: DataScienceClusterObject): string {
  const read = Serving.safeParse(spec?.components ?? {});
  return read.success ? (read.data.kserve?.serving?.managementState ?? 'Managed') : 'unreadable';
}

const Managed = z.looseObject({ managementState: z.string() });
const ModelsAsService = z.looseObject({
  kserve: z.looseObject({ modelsAsService: Managed }).optional().catch(undefined),
  // Its place from release 3.5 of the operators on.
  aigateway: z.looseObject({ modelsAsAService: Managed }).optional().catch(undefined),
});

/** What the DataScienceCluster says of Models-as-a-Service: whether the operator manages it, and whether it is ready. */
export function modelsAsService(dsc: DataScienceClusterObject): { state: string; ready: ConditionReading } {
  const { kserve, aigateway } = ModelsAsService.safeParse(dsc.spec?.components).data ?? {};
  const asked = aigateway?.modelsAsAService ?? kserve?.modelsAsService;
  const later = readCondition(dsc, 'ModelsAsAServiceReady');
  const ready = later.status === 'missing' ? readCondition(dsc, 'ModelsAsServiceReady') : later;
  return { state: asked?.managementState ?? 'not set', ready };
}

/** Every condition as one line: `KserveReady=True`, `RayReady=False (Removed: …)`. */
export const conditionLines = (dsc: DataScienceClusterObject): string[] => readConditions(dsc).map(({ text }) => text);

/** Conditions of components that do not hold, without those that are Removed: they report themselves not ready for it. */
export function componentTroubles(dsc: DataScienceClusterObject): string[] {
  return readConditions(dsc)
    .filter(({ type, reason }) => type !== 'Ready' && /(Ready|Available|Succeeded)$/.test(type) && reason !== 'Removed')
    .filter(({ holds }) => !holds)
    .map(({ text }) => text);
}
