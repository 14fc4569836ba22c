/** k6 cannot be used, or not for this plan. One line, ready to print. */
export class K6Error extends Error {
  override name = 'K6Error';
}
