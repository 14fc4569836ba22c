import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The kill matrix takes longest by far: it starts first, and everything else goes on beside it. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = (file: TestSpecification): number => Number(file.moduleId.includes('kill-matrix'));
    return (await super.sort(files)).sort((a, b) => isLong(b) - isLong(a));
  }
}

export default defineConfig({
  test: {
    // Self-tests start whole runs: two side by side are what two cores carry.
    maxWorkers: 2,
    testTimeout: 300_000,
    hookTimeout: 60_000,
    allowOnly: false,
    passWithNoTests: false,
    sequence: { sequencer: LongestFirst },
  },
});
