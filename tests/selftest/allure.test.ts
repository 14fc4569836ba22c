import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import type { Browser } from '@playwright/test';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startChromium } from '../tools/pages.ts';
import { everyKind, verdict } from '../unit/reports/sample.ts';
import { maasVerify } from './verify.ts';

const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.json': 'application/json' };

let folder: string;
let browser: Browser;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'allure-test-'));
  writeFileSync(join(folder, 'verdict.json'), JSON.stringify(verdict(everyKind)));
  browser = await startChromium();
});
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Serves a folder: Allure's pages do not work from files. */
async function served(root: string): Promise<{ url: string; server: Server }> {
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(URL.parse(request.url ?? '/', 'http://x')?.pathname ?? '/'));
    try {
      const file = join(root, path === '/' ? 'index.html' : path);
      const body = readFileSync(file);
      response.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream');
      response.end(body);
    } catch {
      response.statusCode = 404;
      response.end();
    }
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { url: `http://127.0.0.1:${address.port}`, server };
}

/** What a report asks of others while it is looked at. */
async function foreign(root: string): Promise<{ asked: string[]; text: string }> {
  const { url, server } = await served(root);
  const context = await browser.newContext();
  const asked: string[] = [];
  await context.route(/.*/, (route) => {
    if (route.request().url().startsWith(url)) return route.continue();
    asked.push(route.request().url());
    return route.abort();
  });
  const page = await context.newPage();
  await page.goto(url);
  await page.getByText('maas.b holds').first().waitFor();
  const text = (await page.locator('body').textContent()) ?? '';
  await context.close();
  server.close();
  return { asked, text };
}

test('one command makes Allure’s report; it asks nobody but itself, and keeps its history', async () => {
  const once = () => maasVerify(['report', 'verdict.json', '-o', 'allure', '--out', 'allure'], { folder });
  const first = await once();
  const second = await once();
  const { asked, text } = await foreign(join(folder, 'allure', 'allure-report'));

  expect([first, second].map(({ exitCode, stderr }) => ({ exitCode, stderr }))).toEqual([
    { exitCode: 0, stderr: '' },
    { exitCode: 0, stderr: '' },
  ]);
  expect(asked).toEqual([]);
  expect(text).toContain('Tier limits');
  const nights = readFileSync(join(folder, 'allure', 'allure-history.jsonl'), 'utf8')
    .trim()
    .split('\n');
  expect(nights).toHaveLength(2);
});

test('a report with the foreign script that Allure puts in is found out', async () => {
  const planted = join(folder, 'planted');
  mkdirSync(planted, { recursive: true });
  cpSync(join(folder, 'allure', 'allure-report'), planted, { recursive: true });
  const index = join(planted, 'index.html');
  const script = '<script async src="https://www.googletagmanager.com/gtag/js?id=G-1"></script></head>';
  writeFileSync(index, readFileSync(index, 'utf8').replace('</head>', script));

  expect((await foreign(planted)).asked).toEqual(['https://www.googletagmanager.com/gtag/js?id=G-1']);
});
