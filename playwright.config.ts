import { dirname, extname, join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { SESSION_VARIABLE } from './platform/session.ts';
import { WAITS } from './platform/waits.ts';

/** Playwright may write into the private folder of the run only, which holds the session; for `--list` it writes nothing. */
const session = process.env[SESSION_VARIABLE];
const folder = session === undefined ? 'out' : dirname(session);

/** For who works on the checks: Playwright's own pages, with text that nobody has redacted. By Playwright's own variable. */
const pages = process.env['PLAYWRIGHT_HTML_OUTPUT_DIR'];

/**
 * One project, because each project costs a worker; order comes from the folders. No retries (a second try is another
 * question), no traces, and no reporter but ours, unless asked for: Playwright's own write bearer tokens into their artefacts.
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
  reporter: [
    [`./reports/verdict${extname(import.meta.url)}`],
    ...(pages === undefined ? [] : [['html', { outputFolder: pages, open: 'never' }] as const]),
  ],
  preserveOutput: 'never',
  use: { trace: 'off' },
});
