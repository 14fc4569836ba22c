import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';

/** What Chromium is called on a PATH: by distributions, by Google, by Microsoft. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge'];
/** Where macOS keeps it: programs there are on no PATH. */
const ELSEWHERE = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** How to get one; nothing is ever downloaded by us. */
export const GET_CHROMIUM =
  'install one (apt-get install chromium, dnf install chromium, or npx playwright install chromium)';

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * A Chromium of this machine: the first on the PATH, else the one that Playwright has installed; undefined where there is none.
 * @param path folders, as in PATH
 * @param others files that are looked for after the PATH
 */
export function findChromium(
  path: string = process.env['PATH'] ?? '',
  others: readonly string[] = [...ELSEWHERE, chromium.executablePath()],
): string | undefined {
  const onPath = path.split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [...onPath, ...others].find(isProgram);
}
