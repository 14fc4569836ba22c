import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { listChecks } from '../../../cli/catalogue.ts';
import { generatedFiles, renderCatalogue } from '../../../cli/generate.ts';
import { ROOT } from '../../../cli/root.ts';
import { knownChecks } from '../../../cli/selection.ts';
import { Verdict } from '../../../reports/verdict-schema.ts';
import { allFaults } from '../../../sandbox/faults.ts';
import { entry, everyKind, verdict } from '../reports/sample.ts';

/** Loading every spec takes Playwright a few seconds, more on a busy machine. */
const LISTING = 60_000;

test('the generated files are as the specs and schemas are now ("npm run generate" writes them)', {
  timeout: LISTING,
}, async () => {
  const checks = await listChecks();
  const faults = await allFaults();

  expect(checks.map(({ id }) => id)).toEqual(knownChecks().map(({ id }) => id));
  for (const { path, text } of generatedFiles(checks, faults)) {
    expect(readFileSync(join(ROOT, path), 'utf8') === text, `${path} is up to date`).toBe(true);
  }
});

test('a declaration’s text stays text in Markdown', () => {
  const page = renderCatalogue([entry('maas.a', { remedy: 'oc get <name> `x` *[y]*' })], 'md');
  expect(page).toContain('- when it fails: oc get &lt;name&gt; \\`x\\` \\*\\[y\\]\\*');
});

test('the exported JSON Schema of the verdict accepts what zod accepts, and refuses what it refuses', () => {
  const files = generatedFiles([], []);
  const text = files.find(({ path }) => path === 'docs/verdict.schema.json')?.text ?? '';
  const schema = z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
  const good = verdict(everyKind);
  expect(Verdict.safeParse(good).success).toBe(true);
  expect(validate(good), JSON.stringify(validate.errors)).toBe(true);
  const bad = { ...good, verdict: 'green' };
  expect(Verdict.safeParse(bad).success).toBe(false);
  expect(validate(bad)).toBe(false);
});
