import { mkdirSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { axeViolations, SCHEMES, show, startChromium, WIDTHS } from './pages.ts';

/** `node tests/tools/screenshots.ts FOLDER FILE…`: pictures of pages and charts, light and dark, at 1440 and 390 pixels. */
const [folder, ...files] = process.argv.slice(2);
if (folder === undefined || files.length === 0) {
  process.stderr.write('usage: node tests/tools/screenshots.ts FOLDER FILE…\n');
  process.exit(2);
}
mkdirSync(folder, { recursive: true });
const browser = await startChromium();
let found = 0;
try {
  for (const file of files)
    for (const scheme of SCHEMES)
      for (const width of WIDTHS) {
        const { page, asked, complaints, close } = await show(browser, file, { scheme, width });
        const name = `${basename(file, extname(file))}-${scheme}-${width}.png`;
        await page.screenshot({ path: join(folder, name), fullPage: true });
        const violations = extname(file) === '.html' ? await axeViolations(page) : [];
        const wide: unknown = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
        const trouble = [
          ...violations,
          ...complaints,
          ...asked.map((url) => `asks for ${url}`),
          ...(wide === true ? [`is wider than ${width} pixels`] : []),
        ];
        found += trouble.length;
        process.stdout.write(`${join(folder, name)}\n${trouble.map((line) => `  ${line}\n`).join('')}`);
        await close();
      }
} finally {
  await browser.close();
}
process.exitCode = found > 0 ? 1 : 0;
