import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { compilePlan, type KnownLimits } from '../../load/plan/compile.ts';
import type { Plan } from '../../load/plan/plan.ts';
import { PlanError } from '../../load/plan/plan-error.ts';
import { parsePlan } from '../../load/plan/read.ts';
import type { Profile } from '../../load/profile/profile.ts';
import { ProfileError, readProfile } from '../../load/profile/read.ts';
import { codeOf } from '../../platform/file-trouble.ts';
import { UsageError } from '../usage-error.ts';

/** A mistake in a profile or plan is one of the call. */
function asUsage<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof ProfileError || error instanceof PlanError) throw new UsageError(error.message);
    throw error;
  }
}

export const profileAt = (file: string): Profile => asUsage(() => readProfile(file));

/** The plan of the profile in that file. Throws UsageError. */
export function planFor(profile: Profile, file: string, limits: KnownLimits): Plan {
  const readFile = (path: string): string => {
    const beside = join(dirname(file), path);
    try {
      return readFileSync(beside, 'utf8');
    } catch (error) {
      throw new PlanError(`trace ${beside} cannot be read: ${codeOf(error)}`);
    }
  };
  return asUsage(() => compilePlan(profile, { limits, readFile }));
}

/** A plan that was written by an earlier run. Throws UsageError. */
export function planAt(file: string): Plan {
  try {
    return asUsage(() => parsePlan(readFileSync(file, 'utf8'), file));
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`plan ${file} cannot be read: ${codeOf(error)}`);
  }
}
