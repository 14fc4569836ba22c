import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Self-tests start whole runs: two side by side are what two cores carry.
    maxWorkers: 2,
    testTimeout: 300_000,
    hookTimeout: 60_000,
    allowOnly: false,
    passWithNoTests: false,
  },
});
