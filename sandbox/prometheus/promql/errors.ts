/** The query is wrong: 400, `bad_data`. */
export class BadQuery extends Error {
  override name = 'BadQuery';
}

/** The query is right and cannot be answered: 422, `execution`. Also what this evaluator does not know: never a wrong number. */
export class ExecutionError extends Error {
  override name = 'ExecutionError';
}
