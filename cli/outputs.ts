import { join } from 'node:path';
import { codeOf } from '../platform/file-trouble.ts';
import { renderConsole } from '../reports/console.ts';
import type { Extras } from '../reports/html/extras.ts';
import { renderHtml } from '../reports/html/page.ts';
import { renderJunit } from '../reports/junit.ts';
import { renderMarkdown } from '../reports/markdown.ts';
import type { Verdict } from '../reports/verdict-schema.ts';
import { fileTrouble, writeAtomically } from './files.ts';
import { makeFolder, tryFolder } from './folders.ts';
import { UsageError } from './usage-error.ts';

export const VIEWS = ['console', 'short', 'json', 'junit', 'markdown', 'html'] as const;
export type View = (typeof VIEWS)[number];

/** A verdict as text; `extras` are what a page shows besides it. */
export function render(verdict: Verdict, view: View, colour: boolean, extras: Extras = {}): string {
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
export function writeOutputs(folder: string, verdict: Verdict): string[] {
  return FILES.map(([name, view]) => {
    const file = join(folder, name);
    writeAtomically(file, render(verdict, view, false));
    return file;
  });
}
