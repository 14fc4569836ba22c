/** What a check may end with besides passing. Platform code throws these; the fixtures turn them into a verdict. */

/** The requirement is violated. The message says what was observed. */
export class Violation extends Error {
  override name = 'Violation';
}

/** Violated by a refusal where there should be none: unless what the caller had sent before the run still counted. */
export class RefusedEarly extends Violation {}

/** The check could not be tested. The message says why, and what is missing. */
export class Inconclusive extends Error {
  override name = 'Inconclusive';
}

/** The answers took too long for a verdict, or a caller had been used before: another try, a window later, may bring one. */
export class TooSlow extends Inconclusive {}

/** The check is not part of this layout. The message is the evidence. */
export class NotApplicable extends Error {
  override name = 'NotApplicable';
}
