import type { KubeObject } from '../object.ts';

/** What a condition is changed to. */
export interface ConditionChange {
  status: 'True' | 'False' | 'Unknown';
  reason: string;
  message: string;
}

interface Conditions {
  conditions?: { type: string }[];
}

/** Changes one condition of a status (an object's, a listener's, a parent's). Throws when it has no such condition. */
export function changeCondition(status: Conditions, type: string, change: ConditionChange): void {
  const condition = status.conditions?.find((candidate) => candidate.type === type);
  if (condition === undefined) throw new Error(`there is no condition ${type} to change`);
  Object.assign(condition, change);
}

/** Changes one condition of an object. Throws when it has no such condition. */
export const setCondition = (object: KubeObject, type: string, change: ConditionChange): void =>
  changeCondition(object['status'] ?? {}, type, change);

/** The object's spec was changed, and its controller has not looked at it since: every condition is about the past. */
export function makeStale(object: KubeObject): void {
  object.metadata.generation = (object.metadata.generation ?? 1) + 1;
}
