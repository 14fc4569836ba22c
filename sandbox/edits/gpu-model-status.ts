/** Where the pod of a model is, or what the scheduler says of why it is nowhere. */
export type Readiness = { runsOn: string } | { waitsFor: string };

/** The conditions of a model: Ready, and the parts that decide it. */
export const makeReadyConditions = (parts: readonly string[], where: Readiness): object[] =>
  ['Ready', ...parts].map((type) =>
    'runsOn' in where
      ? { type, status: 'True' }
      : { type, status: 'False', reason: 'MinimumReplicasUnavailable', message: where.waitsFor },
  );
