import { join } from 'node:path';
import { codeOf } from '../platform/file-trouble.ts';
import { renderConformance } from '../reports/conformance.ts';
import { renderConsole } from '../reports/console.ts';
import type { Extras } from '../reports/html/extras.ts';
import { renderHtml } from '../reports/html/page.ts';
import { renderJunit } from '../reports/junit.ts';
import { renderMarkdown } from '../reports/markdown.ts';
import { type LoadNumbers, renderOpenMetrics } from '../reports/openmetrics.ts';
import type { Verdict } from '../reports/verdict-schema.ts';
import { declared } from './catalogue-file.ts';
import { fileTrouble, writeAtomically } from './files.ts';
import { makeFolder, tryFolder } from './folders.ts';
import { knownChecks } from './selection.ts';
import { UsageError } from './usage-error.ts';

export const VIEWS = ['console', 'short', 'json', 'junit', 'markdown', 'html', 'conformance', 'openmetrics'] as const;
export type View = (typeof VIEWS)[number];

/** What some views show besides the verdict: the page, and the metrics. */
export interface ViewExtras extends Extras {
  numbers?: LoadNumbers;
}

/** Checks that need a GPU. */
const gpuChecks = (): Set<string> =>
  new Set(
    declared(knownChecks(), [])
      .filter(({ needs }) => needs.includes('gpu'))
      .map(({ id }) => id),
  );

/** A verdict as text; `extras` are what some views show besides it. */
export function render(verdict: Verdict, view: View, colour: boolean, extras: ViewExtras = {}): string {
  switch (view) {
    case 'console':
    case 'short':
      return renderConsole(verdict, view, colour);
    case 'json':
      return `${JSON.stringify(verdict, undefined, 2)}\n`;
    case 'junit':
      return renderJunit(verdict);
    case 'markdown':
      return renderMarkdown(verdict);
    case 'html':
      return renderHtml(verdict, extras);
    case 'conformance':
      return renderConformance(verdict, { gpu: gpuChecks() });
    case 'openmetrics':
      return renderOpenMetrics(verdict, extras.numbers);
  }
}

/** Makes the folder for results before anything runs: a run whose verdict cannot be kept is not worth its time. */
export function demandFolder(folder: string): void {
  try {
    makeFolder(folder);
    tryFolder(folder);
  } catch (error) {
    // A file system without room for files (/proc) says that what is to be made does not exist.
    const trouble = codeOf(error) === 'ENOENT' ? 'cannot be made or written to' : fileTrouble(error);
    throw new UsageError(`folder for results ${folder} ${trouble}: give another with --out`);
  }
}

const FILES: readonly [string, View][] = [
  ['verdict.json', 'json'],
  ['junit.xml', 'junit'],
  ['summary.md', 'markdown'],
  ['report.html', 'html'],
];

/** Writes verdict.json, junit.xml, summary.md and report.html; answers their paths. */
export function writeOutputs(folder: string, verdict: Verdict, extras: ViewExtras = {}): string[] {
  return FILES.map(([name, view]) => {
    const file = join(folder, name);
    writeAtomically(file, render(verdict, view, false, extras));
    return file;
  });
}
