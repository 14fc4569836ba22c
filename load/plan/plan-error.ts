/** The plan cannot be made from the profile, or is none. One line, ready to print. */
export class PlanError extends Error {
  override name = 'PlanError';
}
