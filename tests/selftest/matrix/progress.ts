import type { MatrixRun } from './plan.ts';
import type { MatrixOutcome } from './run.ts';

/** Under this name the outcomes of a whole matrix are kept. */
export const WHOLE = 'whole';
/** Environment variable with the phases that a whole matrix is held to, by comma; all when empty. */
export const PHASES_VARIABLE = 'MAAS_VERIFY_MATRIX_PHASES';

/** Prints each run of a plan as it ends, with what is wrong with it. */
export function progressOf(plan: readonly MatrixRun[]): (outcome: MatrixOutcome) => void {
  let done = 0;
  return ({ run, problems, seconds }) => {
    done += 1;
    const name = `${run.installation} ${run.faults.map((fault) => fault.name).join(' + ')}`;
    console.log(`[${done}/${plan.length}] ${problems.length === 0 ? '√' : '×'} ${name} (${seconds.toFixed(1)} s)`);
    for (const { text } of problems) console.log(`    ${text}`);
  };
}
