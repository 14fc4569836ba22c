import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { FileSystemWriter } from 'allure-js-commons/sdk/reporter';
import { execa } from 'execa';
import { allureEnvironment, allureResults, CATEGORIES } from '../reports/allure.ts';
import type { Verdict } from '../reports/verdict-schema.ts';
import { writeAtomically } from './files.ts';
import { ROOT } from './root.ts';

const NAMES = {
  results: 'allure-results',
  report: 'allure-report',
  history: 'allure-history.jsonl',
  config: 'allurerc.json',
};

/** Writes the verdict as results of Allure into `allure-results` of a folder, in place of those of the run before; answers their path. */
export function writeAllureResults(folder: string, verdict: Verdict): string {
  const resultsDir = join(folder, NAMES.results);
  rmSync(resultsDir, { recursive: true, force: true });
  const writer = new FileSystemWriter({ resultsDir });
  for (const { result, attachments } of allureResults(verdict)) {
    for (const { source, text } of attachments) writer.writeAttachment(source, Buffer.from(text));
    writer.writeResult(result);
  }
  writer.writeEnvironmentInfo(allureEnvironment(verdict));
  writer.writeCategoriesDefinitions(CATEGORIES);
  return resultsDir;
}

/** Allure's pages bring a tag manager of Google's, and no setting leaves it out: scripts from elsewhere, and what starts them. */
const FOREIGN_SCRIPT = /<script\b[^>]*\bsrc=["']?https?:\/\/[^>]*>\s*<\/script>/gi;
const TAG_MANAGER =
  /<script\b[^>]*>(?:(?!<\/script>)[\s\S])*?(?:googletagmanager|google-analytics|gtag\()(?:(?!<\/script>)[\s\S])*?<\/script>/gi;

/** A page of Allure's that asks nobody but itself. */
export const withoutForeignScripts = (page: string): string =>
  page.replace(FOREIGN_SCRIPT, '').replace(TAG_MANAGER, '');

function pagesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.html'))
    .map((name) => join(folder, name));
}

/**
 * Has `allure`, where it is installed, make its report from the results; answers the report's folder, or undefined where there
 * is no such program. History is kept beside it, so that the next report shows this one. Throws what `allure` complains about.
 */
export async function generateAllureReport(folder: string): Promise<string | undefined> {
  const report = join(folder, NAMES.report);
  const config = join(folder, NAMES.config);
  writeAtomically(
    config,
    JSON.stringify({
      name: 'MaaS verification',
      output: report,
      historyPath: join(folder, NAMES.history),
      plugins: { awesome: { options: { groupBy: ['parentSuite', 'suite'], reportLanguage: 'en' } } },
    }),
  );
  const end = await execa('allure', ['generate', '--config', config, '--output', report, join(folder, NAMES.results)], {
    preferLocal: true,
    localDir: ROOT,
    cwd: folder,
    env: { ALLURE_NO_ANALYTICS: '1' },
    stdin: 'ignore',
    all: true,
    reject: false,
  });
  if (end.code === 'ENOENT') return undefined;
  if (end.failed)
    throw new Error(`allure generate ended with ${end.exitCode ?? end.signal}: ${end.all.trim().split('\n').at(-1)}`);
  for (const page of pagesBelow(report)) writeAtomically(page, withoutForeignScripts(readFileSync(page, 'utf8')));
  return report;
}
