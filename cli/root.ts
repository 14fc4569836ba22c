import { fileURLToPath } from 'node:url';

/** The folder of the harness itself: where its suites and its Playwright configuration are. */
export const ROOT = fileURLToPath(new URL('../', import.meta.url));
