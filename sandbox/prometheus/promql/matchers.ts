import { type Labels, NAME } from '../labels.ts';
import type { Matches } from '../storage.ts';
import { BadQuery } from './errors.ts';

export interface Matcher {
  label: string;
  operator: '=' | '!=' | '=~' | '!~';
  value: string;
}

/** All matchers at once. Regular expressions are anchored at both ends; a missing label is the empty string. */
export function matchAll(matchers: Matcher[]): Matches {
  const tests = matchers.map(testOf);
  // A selector that could match everything is refused, as in Prometheus.
  if (tests.every((test) => test({}))) {
    throw new BadQuery('vector selector must contain at least one non-empty matcher');
  }
  return (labels) => tests.every((test) => test(labels));
}

function testOf({ label, operator, value }: Matcher): Matches {
  const of = (labels: Labels): string => labels[label] ?? '';
  if (operator === '=') return (labels) => of(labels) === value;
  if (operator === '!=') return (labels) => of(labels) !== value;
  const pattern = anchored(value);
  return operator === '=~' ? (labels) => pattern.test(of(labels)) : (labels) => !pattern.test(of(labels));
}

/**
 * RE2 and JavaScript agree on what dashboards and checks use, but for how a group is named; what JavaScript cannot read is refused,
 * not guessed.
 */
export function anchored(
  pattern: string,
  refusal = (reason: string): Error => new BadQuery(`error parsing regexp: ${reason}`),
): RegExp {
  try {
    return new RegExp(`^(?:${pattern.replaceAll('(?P<', '(?<')})$`, 's');
  } catch (error) {
    throw refusal(error instanceof Error ? error.message : String(error));
  }
}

export const nameMatcher = (name: string): Matcher => ({ label: NAME, operator: '=', value: name });
