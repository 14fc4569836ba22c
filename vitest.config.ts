import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { PHASES_VARIABLE } from './tests/selftest/matrix/progress.ts';

/** The kill matrix takes longest by far, on the lab the full runs: they start first, and everything else goes on beside them. */
const LONG = /kill-matrix|tests\/lab\/(guide|release)/;
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = (file: TestSpecification): number => Number(LONG.test(file.moduleId));
    return (await super.sort(files)).sort((a, b) => isLong(b) - isLong(a));
  }
}

export default defineConfig({
  test: {
    // A whole kill matrix is no test of `npm test`: `npm run matrix` names the phases that it is for, all when empty.
    include: [process.env[PHASES_VARIABLE] === undefined ? '**/*.test.ts' : '**/*.matrix.ts'],
    // Self-tests start whole runs: two side by side are what two cores carry.
    maxWorkers: 2,
    testTimeout: 300_000,
    hookTimeout: 60_000,
    allowOnly: false,
    passWithNoTests: false,
    sequence: { sequencer: LongestFirst },
  },
});
