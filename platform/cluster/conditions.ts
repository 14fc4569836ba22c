import type { Condition } from './kinds/base.ts';

/** What an object with conditions looks like: a custom resource, or one listener or parent of it. */
export interface Conditioned {
  metadata?: { generation?: number; deletionTimestamp?: string };
  status?: { conditions?: Condition[]; observedGeneration?: number };
}

/**
 * One condition, as it is to be judged. Only `holds` counts as true: a condition that is Unknown, missing, or about another
 * generation of the object says nothing about the object as it is now, and nothing holds of one that is being deleted.
 */
export interface ConditionReading {
  type: string;
  status: 'True' | 'False' | 'Unknown' | 'missing' | 'stale' | 'deleting';
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

/** A generation begins at 1: some controllers write 0 for "not told". */
const tells = (generation: number | undefined): number | undefined => (generation === 0 ? undefined : generation);

/** The condition of a type; one that is reported twice, and not alike, is Unknown. */
function reported(subject: Conditioned, type: string): Condition | undefined {
  const found = (subject.status?.conditions ?? []).filter((candidate) => candidate.type === type);
  const [first, ...others] = found;
  if (first === undefined || others.every(({ status }) => status === first.status)) return first;
  return { type, status: 'Unknown', reason: `reported as ${found.map(({ status }) => status).join(' and ')}` };
}

/**
 * Reads one condition. It is stale where its own observedGeneration, or else the status' one, is not metadata.generation (a
 * later one belongs to an object of that name that was there before); a condition that tells no generation is taken as
 * current. Times are not judged: clocks differ.
 */
export function readCondition(subject: Conditioned, type: string): ConditionReading {
  const condition = reported(subject, type);
  if (condition === undefined) return { type, status: 'missing', holds: false, text: `${type} is not reported` };
  const { status, reason, message, lastTransitionTime: since } = condition;
  const text = conditionText(type, status, condition);
  const told = { type, reason, message, since };
  const generation = subject.metadata?.generation;
  const observed = tells(condition.observedGeneration) ?? tells(subject.status?.observedGeneration);
  if (generation !== undefined && observed !== undefined && observed !== generation) {
    const stale = `${text} is stale: about generation ${observed}, now ${generation}`;
    return { ...told, status: 'stale', holds: false, text: stale };
  }
  const deletion = subject.metadata?.deletionTimestamp;
  if (deletion !== undefined) {
    return { ...told, status: 'deleting', holds: false, text: `${text}, but it is being deleted since ${deletion}` };
  }
  return { ...told, status, holds: status === 'True', text };
}

/** Every condition that is reported, in its order, each type once. */
export function readConditions(subject: Conditioned): ConditionReading[] {
  const types = new Set((subject.status?.conditions ?? []).map(({ type }) => type));
  return [...types].map((type) => readCondition(subject, type));
}

/** The texts of those conditions that are True though they tell of trouble (Conflicted, Overridden); missing is no trouble. */
export function troublesReported(subject: Conditioned, types: readonly string[]): string[] {
  return types
    .map((type) => readCondition(subject, type))
    .filter(({ status }) => status === 'True')
    .map(({ text }) => text);
}

/** The texts of those conditions that do not hold; an empty list: all hold. Asking for none is a mistake, and throws. */
export function unmetConditions(subject: Conditioned, types: readonly string[]): string[] {
  if (types.length === 0) throw new RangeError('no condition was asked for');
  return types
    .map((type) => readCondition(subject, type))
    .filter((reading) => !reading.holds)
    .map((reading) => reading.text);
}
