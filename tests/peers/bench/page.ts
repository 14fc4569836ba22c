import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { Night } from '../../../reports/html/extras.ts';
import { renderHtml } from '../../../reports/html/page.ts';
import type { CheckResult, CheckVerdict } from '../../../reports/verdict-schema.ts';
import { show, startChromium } from '../../tools/pages.ts';
import { pageWithEverything } from '../../tools/sample-page.ts';
import { result } from '../../unit/reports/sample.ts';
import type { Benchmark } from './benchmark.ts';
import { round } from './text.ts';

const [CHECKS, NIGHTS, TRIES] = [300, 20, 5];
const MOST_MS = 1_000;
const BYTES_PER_KB = 1_000;
const VERDICTS: readonly CheckVerdict[] = ['pass', 'pass', 'fail', 'inconclusive', 'not-applicable'];
const verdictAt = (at: number): CheckVerdict => VERDICTS[at % VERDICTS.length] ?? 'pass';

/** As many checks as there may be one day, each with as much text as the wordiest have. */
const checks: CheckResult[] = Array.from({ length: CHECKS }, (_, at) =>
  result(`maas.c${at}`, {
    phase: `phase-${at % 11}`,
    verdict: verdictAt(at),
    observed: 'openshift-ingress/maas-default-gateway: 1 of 2 listeners is programmed; '.repeat(4),
    evidence: [{ name: 'status', text: 'type: Programmed, status: "False"\n'.repeat(40) }],
  }),
);

const nights: Night[] = Array.from({ length: NIGHTS }, (_, night) => ({
  at: new Date(Date.UTC(2026, 10, night + 1)).toISOString(),
  checks: Object.fromEntries(checks.map(({ id }, at) => [id, verdictAt(at + (night % 2))])),
}));

/** From the start of the navigation until the page is laid out and its script has run. */
async function opened(file: string): Promise<number> {
  const browser = await startChromium();
  try {
    const { page } = await show(browser, file);
    await page.locator('#shown').waitFor();
    const timing: unknown = await page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd");
    return z.number().parse(timing);
  } finally {
    await browser.close();
  }
}

/** How long a page of 300 checks and 20 nights, with all charts, takes to open. */
export const pageBenchmark: Benchmark = {
  name: 'page',
  title: `a report of ${CHECKS} checks and ${NIGHTS} nights in Chromium`,
  async measure(say) {
    const folder = mkdtempSync(join(tmpdir(), 'page-bench-'));
    try {
      const { verdict, extras } = pageWithEverything();
      const began = performance.now();
      const text = renderHtml({ ...verdict, checks }, { ...extras, nights });
      const renderedMs = performance.now() - began;
      const file = join(folder, 'report.html');
      writeFileSync(file, text);
      const times: number[] = [];
      for (let at = 1; at <= TRIES; at += 1) {
        say(`opening, ${at} of ${TRIES}`);
        times.push(await opened(file));
      }
      const sorted = times.toSorted((a, b) => a - b);
      return {
        table: [
          ['', 'ms'],
          ['rendered', round(renderedMs)],
          ...times.map((ms, at) => [`opened, ${at + 1}`, round(ms)]),
        ],
        budgets: [{ what: 'opens in (median)', measured: sorted[TRIES >> 1] ?? Number.NaN, most: MOST_MS, unit: 'ms' }],
        notes: [`${round(Buffer.byteLength(text) / BYTES_PER_KB)} kB, with every chart of a load run, from a disk.`],
      };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
