import { type Labelled, type Matcher, readQuery, type Selector } from './query.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Something that keeps a query from showing what it should, and what to do about it. */
export interface Finding {
  what: string;
  todo: string;
}

/**
 * What is wrong with a query whose variables have been replaced (variables.ts): it is no PromQL, it names a metric or a
 * label that does not exist, or it shows a number where there is no data.
 */
export function lintQuery(text: string, vocabulary: Vocabulary): Finding[] {
  const query = readQuery(text);
  if ('at' in query) {
    return [{ what: `no PromQL: ${query.text} at character ${query.at}`, todo: 'correct the query' }];
  }
  const findings = [
    ...query.mistakes.map((what) => ({ what, todo: 'correct the query' })),
    ...query.selectors.flatMap((selector) => nameFindings(selector, vocabulary)),
    ...query.selectors.flatMap((selector) => matcherFindings(selector, vocabulary)),
    ...query.uses.flatMap(({ clause, labels, from }) =>
      // What is ignored need not be there.
      clause === 'ignoring'
        ? []
        : labels.flatMap((label) => labelFinding(`${clause} (${label})`, label, from, vocabulary)),
    ),
  ];
  if (query.fallback !== undefined) {
    findings.push({
      what: `"or ${query.fallback}" shows a value where there is no data`,
      todo: 'leave it out: a panel without data says so',
    });
  }
  return unlike(findings);
}

function nameFindings({ metric }: Selector, vocabulary: Vocabulary): Finding[] {
  if (metric === undefined || vocabulary.has(metric) !== false) return [];
  const near = vocabulary.near(metric);
  return [
    {
      what: `metric ${metric} does not exist${vocabulary.where}`,
      todo: near === undefined ? 'ask for a metric that is exposed' : `ask for ${near}`,
    },
  ];
}

/** A matcher that an absent label fulfils selects just those series that lack it. */
function matchesAbsent({ operator, value }: Matcher): boolean {
  if (operator === '=') return value === '';
  if (operator === '!=') return value !== '';
  try {
    return new RegExp(`^(?:${value})$`).test('') === (operator === '=~');
  } catch {
    // RE2 knows patterns that this engine does not: nothing is said of them.
    return true;
  }
}

function matcherFindings({ metric, matchers }: Selector, vocabulary: Vocabulary): Finding[] {
  const labels = metric === undefined ? undefined : vocabulary.labels(metric);
  if (metric === undefined || labels === undefined) return [];
  return matchers
    .filter((matcher) => matcher.label !== '__name__' && !matchesAbsent(matcher) && !labels.has(matcher.label))
    .map(({ label }) => ({
      what: `${metric} has no label ${label}${vocabulary.where}, so {${label}…} selects nothing`,
      todo: `select by ${listed(labels)}`,
    }));
}

/** A label that a clause names must be one of some series that reaches it; of metrics not known, any label may be there. */
function labelFinding(clause: string, label: string, from: Labelled, vocabulary: Vocabulary): Finding[] {
  if (from.made.includes(label) || (from.left === undefined && from.selectors.length === 0)) return [];
  if (from.left !== undefined) {
    if (from.left.includes(label)) return [];
    return [{ what: `${clause}: the aggregation within has dropped ${label}`, todo: `keep ${label} in it, too` }];
  }
  const known = from.selectors.map(({ metric }) => (metric === undefined ? undefined : vocabulary.labels(metric)));
  if (known.some((labels) => labels === undefined || labels.has(label))) return [];
  const metrics = [...new Set(from.selectors.flatMap(({ metric }) => metric ?? []))].join(' or ');
  const all = new Set(known.flatMap((labels) => [...(labels ?? [])]));
  return [{ what: `${clause}: ${metrics} has no label ${label}${vocabulary.where}`, todo: `group by ${listed(all)}` }];
}

/** A metric's own labels come first. */
const MOST_LISTED = 5;

function listed(labels: ReadonlySet<string>): string {
  const names = [...labels];
  if (names.length === 0) return 'nothing: it has no labels of its own';
  return names.length > MOST_LISTED ? `one of ${names.slice(0, MOST_LISTED).join(', ')}, …` : names.join(', ');
}

const unlike = (findings: readonly Finding[]): Finding[] => [
  ...new Map(findings.map((finding) => [finding.what, finding])).values(),
];
