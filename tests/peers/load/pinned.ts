import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';

const TASKSET = '/usr/bin/taskset';

/** Two cores are there, and the command that binds a process to one of them. */
export const CAN_PIN = existsSync(TASKSET) && availableParallelism() > 1;

/** The command that runs another one on one core; as it is where cores cannot be told apart. */
export const pinned = (core: number, command: readonly string[]): string[] =>
  CAN_PIN ? [TASKSET, '--cpu-list', String(core), ...command] : [...command];
