import { z } from 'zod';
import { Condition } from './kinds/base.ts';

/** What an object with conditions looks like: a custom resource, or one listener or parent of it. */
export interface Conditioned {
  metadata?: { generation?: number };
  status?: { conditions?: Condition[]; observedGeneration?: number };
}

/**
 * One condition, as it is to be judged. Only `holds` counts as true: a condition that is Unknown, missing, or about an
 * older generation of the object says nothing about the object as it is now.
 */
export interface ConditionReading {
  type: string;
  status: 'True' | 'False' | 'Unknown' | 'missing' | 'stale';
  holds: boolean;
  reason?: string;
  message?: string;
  /** When it last changed, as reported. */
  since?: string;
  /** For a human: `Ready=False (MissingDependency: no gateway provider)`. */
  text: string;
}

const MAX_MESSAGE_CHARACTERS = 300;

function conditionText(type: string, status: string, condition: Condition | undefined): string {
  const message = condition?.message?.slice(0, MAX_MESSAGE_CHARACTERS);
  const why = [condition?.reason, message].filter((part) => part !== undefined && part !== '').join(': ');
  return `${type}=${status}${why === '' ? '' : ` (${why})`}`;
}

/**
 * Reads one condition. It is stale where its own observedGeneration, or else the status' one, is behind
 * metadata.generation; a condition that tells no generation is taken as current.
 */
export function readCondition(subject: Conditioned, type: string): ConditionReading {
  const condition = subject.status?.conditions?.find((candidate) => candidate.type === type);
  if (condition === undefined) return { type, status: 'missing', holds: false, text: `${type} is not reported` };
  const { reason, message, lastTransitionTime: since } = condition;
  const generation = subject.metadata?.generation;
  const observed = condition.observedGeneration ?? subject.status?.observedGeneration;
  if (generation !== undefined && observed !== undefined && observed < generation) {
    const text = `${conditionText(type, condition.status, condition)} is stale: about generation ${observed}, now ${generation}`;
    return { type, status: 'stale', holds: false, reason, message, since, text };
  }
  const { status } = condition;
  return {
    type,
    status,
    holds: status === 'True',
    reason,
    message,
    since,
    text: conditionText(type, status, condition),
  };
}

/** The texts of those conditions that do not hold; an empty list: all hold. Asking for none is a mistake, and throws. */
export function unmetConditions(subject: Conditioned, types: readonly string[]): string[] {
  if (types.length === 0) throw new RangeError('no condition was asked for');
  return types
    .map((type) => readCondition(subject, type))
    .filter((reading) => !reading.holds)
    .map((reading) => reading.text);
}

/** A part of an object's status that has its own conditions, judged against the object's generation. */
export interface StatusPart extends Conditioned {
  /** Listener name, or `namespace/name` of the parent. */
  name: string;
  /** Name of the parent's listener that a route attaches to. */
  sectionName?: string;
}

const Conditions = z.array(Condition).optional().catch(undefined);
const Listeners = z.looseObject({
  listeners: z.array(z.looseObject({ name: z.string(), conditions: Conditions })).catch([]),
});
const Parents = z.looseObject({
  parents: z
    .array(
      z.looseObject({
        parentRef: z.looseObject({
          name: z.string(),
          namespace: z.string().optional().catch(undefined),
          sectionName: z.string().optional().catch(undefined),
        }),
        conditions: Conditions,
      }),
    )
    .catch([]),
});

interface WithStatus {
  metadata: { generation?: number; namespace?: string };
  status?: object;
}

/** The listeners in a Gateway's status; empty where it reports none (which is no success). */
export function listenersOf(gateway: WithStatus): StatusPart[] {
  const status = Listeners.safeParse(gateway.status ?? {}).data;
  return (status?.listeners ?? []).map(({ name, conditions }) => ({
    name,
    metadata: { generation: gateway.metadata.generation },
    status: { conditions },
  }));
}

/** The parents in an HTTPRoute's status; empty where no controller has looked at it. */
export function parentsOf(route: WithStatus): StatusPart[] {
  const status = Parents.safeParse(route.status ?? {}).data;
  return (status?.parents ?? []).map(({ parentRef, conditions }) => ({
    name: `${parentRef.namespace ?? route.metadata.namespace ?? ''}/${parentRef.name}`,
    sectionName: parentRef.sectionName,
    metadata: { generation: route.metadata.generation },
    status: { conditions },
  }));
}
