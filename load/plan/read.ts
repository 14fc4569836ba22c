import { hashOf } from './canonical.ts';
import { Plan } from './plan.ts';
import { PlanError } from './plan-error.ts';

/** A plan from the text of its file; `file` is for the message. Throws PlanError, also where it was changed by hand. */
export function parsePlan(text: string, file: string): Plan {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new PlanError(`plan ${file} is no JSON`);
  }
  const parsed = Plan.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new PlanError(`plan ${file} is not valid at ${issue?.path.join('.') || 'its top'}: ${issue?.message ?? ''}`);
  }
  const { hash, slice, ...body } = parsed.data;
  // A slice has only a part of what was hashed.
  if (slice === undefined && hashOf(body) !== hash)
    throw new PlanError(`plan ${file} is not what its hash says: make it again from its profile`);
  return parsed.data;
}
