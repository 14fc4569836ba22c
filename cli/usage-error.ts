/** A mistake in how the command was called. The message is one line; the command exits with 2. */
export class UsageError extends Error {
  override name = 'UsageError';
}
