import { type Mark, markOf, SYMBOLS } from '../symbols.ts';
import type { CheckResult, CheckVerdict } from '../verdict-schema.ts';
import { html, type Markup } from './markup.ts';

/** How a check ended, in a reader's words. */
export const WORDS: Readonly<Record<Mark, string>> = {
  fail: 'failed',
  warning: 'failed (SHOULD)',
  inconclusive: 'not tested',
  expected: 'expected failure',
  pass: 'passed',
  'not-applicable': 'not applicable',
};

export const MARKS: readonly Mark[] = ['fail', 'warning', 'inconclusive', 'expected', 'pass', 'not-applicable'];

/** A mark that is told by its word and sign, not by its colour alone. */
export const badge = (mark: Mark, word = WORDS[mark]): Markup =>
  html`<span class="badge ${mark}"><span aria-hidden="true">${SYMBOLS[mark]}</span> ${word}</span>`;

export const badgeOf = (check: CheckResult): Markup => badge(markOf(check));

/** A sign alone, with its word for who does not see it. */
export const sign = (verdict: CheckVerdict): Markup =>
  html`<span class="sign ${verdict}"><span aria-hidden="true">${SYMBOLS[verdict]}</span><span class="unseen">${WORDS[verdict]}</span></span>`;

/** `12 ms`, `2.3 s`, `4 min 10 s`. */
export function tookText(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.floor((ms % 60_000) / 1_000)} s`;
}

/** `2026-11-24 12:00 UTC`. */
export const momentText = (iso: string): string => `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
