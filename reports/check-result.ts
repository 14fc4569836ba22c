import { stripVTControlCharacters } from 'node:util';
import { z } from 'zod';
import { EVIDENCE, OBSERVED, PREMISE, VERDICT } from '../fixtures/check.ts';
import type { CatalogueEntry } from './catalogue-schema.ts';
import type { CheckResult, CheckVerdict } from './verdict-schema.ts';

/** How Playwright ended one test, as far as a verdict needs it. */
export interface EndedTest {
  status: 'passed' | 'failed' | 'timedOut' | 'skipped' | 'interrupted';
  annotations: { type: string; description?: string }[];
  /** Messages of the errors, first one first. */
  errors: string[];
  durationMs: number;
  /** The deadline of the check, in milliseconds. */
  timeoutMs: number;
}

type Judgement = Pick<CheckResult, 'verdict' | 'observed' | 'reason'>;

const Said = z.object({ verdict: z.enum(['inconclusive', 'not-applicable']), reason: z.string() });
const Kept = z.object({ name: z.string(), text: z.string() });

/** What an error's name says about the check. Every other error is a mistake of the check itself. */
const VERDICT_OF_ERROR: Record<string, CheckVerdict> = {
  Violation: 'fail',
  NoAnswer: 'fail',
  Inconclusive: 'inconclusive',
  NotApplicable: 'not-applicable',
};
/** `expect(…)` of Playwright: the head line of a failed matcher. */
const MATCHER = /\bexpect(\.\w+)*\(.*\)(\.\w+)+/;

const untested = (reason: string): Judgement => ({ verdict: 'inconclusive', observed: '', reason });

/** An error's text for a human: no colours, no stack, no code frame. */
export function plainMessage(text: string): string {
  const lines = stripVTControlCharacters(text).replaceAll('\r', '').split('\n');
  const stack = lines.findIndex((line) => /^\s+at .*[:(]/.test(line));
  const frame = lines.findIndex((line) => /^\s*>?\s*\d+ \|/.test(line));
  const ends = [stack, frame].filter((index) => index > 0);
  return lines
    .slice(0, ends.length === 0 ? lines.length : Math.min(...ends))
    .join('\n')
    .replace(/\n{2,}/g, '\n')
    .trim();
}

function ofError(text: string): Judgement {
  const message = plainMessage(text);
  const named = /^(\w+): ?([\s\S]*)$/.exec(message);
  const verdict = VERDICT_OF_ERROR[named?.[1] ?? ''];
  const said = named?.[2]?.trim() ?? '';
  if (verdict === 'fail') return { verdict, observed: said };
  if (verdict !== undefined) return { verdict, observed: '', reason: said };
  if (MATCHER.test(message)) return { verdict: 'fail', observed: message.replace(/^Error: /, '') };
  return untested(`the check itself broke: ${message.split('\n')[0] ?? 'no message'} (please report it)`);
}

function said(ended: EndedTest, type: string): string[] {
  return ended.annotations.flatMap((a) => (a.type === type && a.description !== undefined ? [a.description] : []));
}

function parsed<T>(schema: z.ZodType<T>, text: string | undefined): T | undefined {
  if (text === undefined) return undefined;
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

const seconds = (ms: number): string => `${Math.round(ms / 1000)} s`;

/** A violation found on an assumption that nobody could read proves nothing. */
function onPremise(judgement: Judgement, premise: string | undefined): Judgement {
  if (premise === undefined || judgement.verdict !== 'fail') return judgement;
  return untested(`${judgement.observed}; that is no violation for certain: ${premise}`);
}

function judge(ended: EndedTest): Judgement {
  const observed = said(ended, OBSERVED).join('; ');
  switch (ended.status) {
    case 'passed':
      return observed === '' ? untested('passed without saying what it observed') : { verdict: 'pass', observed };
    case 'skipped': {
      const own = parsed(Said, said(ended, VERDICT).at(-1));
      return own === undefined ? untested('skipped without saying why') : { ...own, observed };
    }
    case 'failed':
      return onPremise(ofError(ended.errors[0] ?? 'no message'), said(ended, PREMISE)[0]);
    case 'timedOut':
      return untested(`took longer than ${seconds(ended.timeoutMs)}, the most that one check may take`);
    case 'interrupted':
      return untested('interrupted before it had ended');
  }
}

/** Turns a test's end into the check's result. Never throws: what cannot be understood is inconclusive. */
export function checkResult(entry: CatalogueEntry, ended: EndedTest): CheckResult {
  return {
    ...identity(entry),
    ...judge(ended),
    durationMs: Math.max(0, Math.round(ended.durationMs)),
    evidence: said(ended, EVIDENCE).flatMap((text) => parsed(Kept, text) ?? []),
  };
}

/** The result of a check that did not run, with the reason. */
export function didNotRun(entry: CatalogueEntry, reason: string): CheckResult {
  return { ...identity(entry), ...untested(reason), durationMs: 0, evidence: [] };
}

function identity(
  entry: CatalogueEntry,
): Pick<CheckResult, 'id' | 'phase' | 'title' | 'requirement' | 'level' | 'remedy' | 'guide'> {
  const { id, phase, title, requirement, level, remedy, guide } = entry;
  return { id, phase, title, requirement, level, remedy, guide };
}
