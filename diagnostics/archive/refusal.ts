/** The bundle was not written. One line, with what to do; no secret is in it. */
export class Refusal extends Error {
  override name = 'Refusal';
}
