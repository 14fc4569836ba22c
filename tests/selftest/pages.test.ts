import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from '@playwright/test';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { renderHtml } from '../../reports/html/page.ts';
import { axeViolations, SCHEMES, show, startChromium, WIDTHS } from '../tools/pages.ts';
import { pageOfBundle, pageWithEverything } from '../tools/sample-page.ts';

let folder: string;
let file: string;
let browser: Browser;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pages-test-'));
  file = join(folder, 'report.html');
  const { verdict, extras } = pageWithEverything();
  writeFileSync(file, renderHtml(verdict, extras));
  browser = await startChromium();
});
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

const opened = (options: Parameters<typeof show>[2] = {}, page = file) => show(browser, page, options);

const EVERY_SIZE = SCHEMES.flatMap((scheme) => WIDTHS.map((width) => [scheme, width] as const));

test.each(EVERY_SIZE)('the page is accessible and fits, %s at %i pixels', async (scheme, width) => {
  const { page, asked, complaints, close } = await opened({ scheme, width });
  await page.getByRole('button', { name: 'Open all' }).click();

  expect(await axeViolations(page)).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  expect({ asked, complaints }).toEqual({ asked: [], complaints: [] });
  await close();
});

test.each(EVERY_SIZE)('the page of a bundle is accessible and fits, %s at %i pixels', async (scheme, width) => {
  const bundle = join(folder, 'index.html');
  writeFileSync(bundle, pageOfBundle());
  const { page, asked, complaints, close } = await opened({ scheme, width }, bundle);

  expect(await page.getByRole('article').count()).toBe(2);
  expect(await axeViolations(page)).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  // What does not fit would be out of sight in a table of its own.
  expect(
    await page.evaluate("[...document.querySelectorAll('.scroll')].every((s) => s.scrollWidth <= s.clientWidth)"),
  ).toBe(true);
  expect({ asked, complaints }).toEqual({ asked: [], complaints: [] });
  await close();
});

test('axe-core finds what is planted', async () => {
  const { page, close } = await opened();
  await page.evaluate(
    "document.querySelector('.numbers').style.color = '#ccc'; document.querySelector('html').lang = ''",
  );

  const violations = await axeViolations(page);
  expect(violations).toEqual(
    expect.arrayContaining([expect.stringMatching(/^color-contrast/), expect.stringMatching(/^html-has-lang/)]),
  );
  await close();
});

test('checks are filtered by verdict, phase, level and words', async () => {
  const { page, close } = await opened();
  const shown = () => page.locator('details.check:visible').count();
  const all = await shown();

  await page.getByRole('checkbox', { name: 'passed', exact: true }).uncheck();
  const failures = await shown();
  await page.getByRole('combobox', { name: 'Level' }).selectOption('should');
  const should = await shown();
  await page.getByRole('button', { name: 'Reset' }).click();
  await page.getByLabel('Search').fill('maas.b replicas');

  expect(failures).toBeLessThan(all);
  expect(should).toBeLessThan(failures);
  await expect.poll(shown).toBe(1);
  expect(await page.locator('#shown').textContent()).toBe(`1 of ${all} checks shown`);
  await page.getByLabel('Search').fill('');
  await page.getByRole('combobox', { name: 'Phase' }).selectOption('limits');
  expect(await page.locator('section.phase:visible').count()).toBe(1);
  await close();
});

test('an address with a check leads to it, unfolded, even where it was filtered out', async () => {
  const { page, close } = await opened({ hash: '#prereq.a' });
  const check = page.locator('details.check[data-id="prereq.a"]');
  const isOpen = async () => (await check.getAttribute('open')) !== null;

  expect(await isOpen()).toBe(true);
  await page.getByRole('checkbox', { name: 'passed', exact: true }).uncheck();
  expect(await check.isVisible()).toBe(false);
  await page.evaluate("location.hash = '#maas.b'");
  await page.evaluate("location.hash = '#prereq.a'");
  await expect.poll(() => check.isVisible()).toBe(true);
  await close();
});

test('without a script everything is there but the filter, and addresses unfold their check', async () => {
  const { page, close } = await opened({ script: false, hash: '#prereq.a' });

  expect(await page.locator('#filter').isVisible()).toBe(false);
  expect(await page.locator('details.check').count()).toBeGreaterThan(5);
  expect(await page.locator('[id="prereq.a"]').isVisible()).toBe(true);
  await close();
});

test('it is read and filtered by keyboard', async () => {
  const { page, close } = await opened();
  await page.keyboard.press('Tab');
  expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the content');

  await page.getByLabel('Search').focus();
  await page.keyboard.type('prereq.a');
  const summary = page.locator('details.check[data-id="prereq.a"] > summary');
  await summary.focus();
  await page.keyboard.press('Enter');
  expect(await page.locator('[id="prereq.a"]').isVisible()).toBe(true);
  await close();
});

test('no foreign script runs and nothing is loaded, even where markup got in', async () => {
  const planted = join(folder, 'planted.html');
  let visits = 0;
  const server = createServer((_, response) => {
    visits += 1;
    response.end('document.title = "foreign"');
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const url = `http://127.0.0.1:${address.port}`;
  const markup = `<script>document.title = 'planted'</script><script src="${url}/x.js"></script><img src="${url}/x.png"><img src=x onerror="document.title='planted'">`;
  const { verdict, extras } = pageWithEverything();
  writeFileSync(planted, renderHtml(verdict, extras).replace('<main id="main">', `<main id="main">${markup}`));
  const { page, complaints, close } = await opened({}, planted);

  expect(await page.title()).toMatch(/MaaS verification/);
  expect(visits).toBe(0);
  expect(complaints.join('\n')).toContain('Content Security Policy');
  await close();
  server.close();
});

test('on paper everything is unfolded and the filter is gone', async () => {
  const { page, close } = await opened();
  await page.emulateMedia({ media: 'print' });

  expect(await page.locator('#filter').isVisible()).toBe(false);
  expect((await page.locator('[id="prereq.a"]').boundingBox())?.height).toBeGreaterThan(0);
  await close();
});

test('charts stand in the page in both schemes, and as files', async () => {
  const charts = join(folder, 'charts');
  mkdirSync(charts, { recursive: true });
  const { files } = pageWithEverything();
  expect(files.length).toBeGreaterThan(8);
  for (const { name, text } of files) {
    writeFileSync(join(charts, `${name}.svg`), text);
    const { page, asked, complaints, close } = await opened({ scheme: 'dark' }, join(charts, `${name}.svg`));
    expect({ name, asked, complaints }).toEqual({ name, asked: [], complaints: [] });
    expect(await page.evaluate('getComputedStyle(document.documentElement).color')).toBe('rgb(232, 234, 237)');
    await close();
  }
});
