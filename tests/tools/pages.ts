import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from '@playwright/test';
import axe from 'axe-core';
import { z } from 'zod';
import { findChromium, GET_CHROMIUM } from '../../platform/browser/chromium.ts';

export const SCHEMES = ['light', 'dark'] as const;
export type Scheme = (typeof SCHEMES)[number];
/** A desk and a phone, in pixels. */
export const WIDTHS = [1440, 390] as const;

/** What axe-core found against accessibility, rule by rule. */
const Violations = z.array(
  z.object({
    id: z.string(),
    help: z.string(),
    nodes: z.array(z.object({ html: z.string(), failureSummary: z.string().optional() })),
  }),
);

/** A page as a browser of this machine shows it. */
export interface Shown {
  page: Page;
  /** Addresses that the page asked for, its own left out. */
  asked: string[];
  /** What the browser complained about: mistakes of the script, broken rules of the policy. */
  complaints: string[];
  close(): Promise<void>;
}

/** Chromium of this machine. Throws where there is none. */
export async function startChromium(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error(`no Chromium: ${GET_CHROMIUM}`);
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}

/** Opens a file of a page. */
export async function show(
  browser: Browser,
  file: string,
  options: { scheme?: Scheme; width?: number; script?: boolean; hash?: string } = {},
): Promise<Shown> {
  const context = await browser.newContext({
    colorScheme: options.scheme ?? 'light',
    viewport: { width: options.width ?? WIDTHS[0], height: 900 },
    javaScriptEnabled: options.script ?? true,
    // axe-core is brought into the page by the test; that the policy forbids foreign scripts has a test of its own.
    bypassCSP: false,
  });
  const page = await context.newPage();
  const asked: string[] = [];
  const complaints: string[] = [];
  const url = pathToFileURL(file).href;
  page.on('request', (request) => {
    if (request.url().split('#')[0] !== url) asked.push(request.url());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  await page.goto(`${url}${options.hash ?? ''}`);
  return { page, asked, complaints, close: () => context.close() };
}

/** Everything that axe-core has against the page, one text each. */
export async function axeViolations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const found: unknown = await page.evaluate('axe.run(document).then((found) => found.violations)');
  return Violations.parse(found).flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${help}: ${html.slice(0, 300)}: ${failureSummary ?? ''}`),
  );
}
