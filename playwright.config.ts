import { dirname, join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { SESSION_VARIABLE } from './platform/session.ts';
import { WAITS } from './platform/waits.ts';

/** Playwright may write into the private folder of the run only, which holds the session; for `--list` it writes nothing. */
const session = process.env[SESSION_VARIABLE];
const folder = session === undefined ? 'out' : dirname(session);

/**
 * One project, because each project costs a worker; order comes from the folders. No retries (a second try is another
 * question), no traces, and no reporter but ours: Playwright's own write bearer tokens into their artefacts.
 */
export default defineConfig({
  testDir: './suites',
  outputDir: join(folder, 'playwright'),
  fullyParallel: false,
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: WAITS.check,
  globalTimeout: WAITS.run,
  reporter: './reports/verdict.ts',
  preserveOutput: 'never',
  use: { trace: 'off' },
});
